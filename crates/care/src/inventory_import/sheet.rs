//! Reading a file: a table out of a spreadsheet or another system, or a plain list.
//!
//! Whoever made the file did not make it for us. So its separator, its byte order mark, its line ends and its quotes are as
//! they are; the MACs are in the column that is called so, or in the first that holds one.

use csv::{ByteRecord, ReaderBuilder, Trim};

use crate::mac::Mac;
use crate::problem::{Problem, Result};
use crate::words::Say;

/// The largest file: 300,000 lines and their commas.
pub const MOST_BYTES: usize = 8 * 1024 * 1024;
/// The most lines of a file.
pub const MOST_ROWS: usize = 300_000;
/// How far the column is looked for.
const LOOK: usize = 20;
/// How much is kept of what is no MAC.
const SHOWN: usize = 40;

/// Why a row is not imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is no MAC of a router.
    Malformed,
    /// It was there before, in the same file.
    Repeated,
    /// The ISP has it already.
    Here,
    /// Another ISP has it.
    Elsewhere,
}

impl Fault {
    /// All of them.
    pub const ALL: [Fault; 4] = [Fault::Malformed, Fault::Repeated, Fault::Here, Fault::Elsewhere];

    /// The word in the database and in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Fault::Malformed => "malformed",
            Fault::Repeated => "repeated",
            Fault::Here => "here",
            Fault::Elsewhere => "elsewhere",
        }
    }
}

impl std::str::FromStr for Fault {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Fault::ALL.into_iter().find(|it| it.as_str() == text).ok_or_else(|| format!("no fault {text:?}"))
    }
}

/// What a file holds, by MAC; after the good ones, what cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet(pub(super) Vec<Line>);

/// One line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) line: i64,
    /// The MAC, or what stood there instead.
    pub(super) text: String,
    pub(super) fault: Option<Fault>,
}

impl Sheet {
    /// Reads a file. What is no table at all is refused as a whole; what is wrong with single lines is kept with them.
    pub fn read(bytes: &[u8]) -> Result<Sheet> {
        if bytes.len() > MOST_BYTES {
            return Err(refused(Say::new("import-too-large")));
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        // A workbook is a ZIP file; and text in two-byte letters has a NUL in each.
        if bytes.contains(&0) || bytes.starts_with(b"PK\x03\x04") {
            return Err(refused(Say::new("import-no-table")));
        }
        let records = records(bytes)?;
        let column = column(&records)?;
        let mut counter = Counter { bytes, at: 0, line: 1 };
        let lines: Vec<Line> = records
            .iter()
            .skip(usize::from(column.headed))
            .filter(|record| record.iter().any(|cell| !cell.is_empty()))
            .map(|record| line(record.get(column.index).unwrap_or_default(), counter.line_of(record)))
            .collect();
        sheet(lines)
    }

    /// Reads what was typed or pasted: any number of MACs a line, however they are separated.
    pub fn of_text(text: &str) -> Result<Sheet> {
        let words = |(n, line): (usize, &str)| -> Vec<Line> {
            let words = line.split([' ', '\t', ',', ';']).filter(|word| !word.is_empty());
            words.map(|word| self::line(word.as_bytes(), i64::try_from(n + 1).unwrap_or(i64::MAX))).collect()
        };
        sheet(text.lines().enumerate().flat_map(words).collect())
    }
}

fn sheet(lines: Vec<Line>) -> Result<Sheet> {
    match lines.len() {
        0 => Err(refused(Say::new("import-empty"))),
        n if n > MOST_ROWS => Err(refused(Say::new("import-too-many").with("most", MOST_ROWS))),
        _ => Ok(Sheet(sorted(lines))),
    }
}

fn refused(why: Say) -> Problem {
    Problem::field("file", why)
}

fn records(bytes: &[u8]) -> Result<Vec<ByteRecord>> {
    let reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(bytes))
        .trim(Trim::All)
        .from_reader(bytes);
    let mut records = Vec::new();
    for record in reader.into_byte_records() {
        if records.len() > MOST_ROWS {
            return Err(refused(Say::new("import-too-many").with("most", MOST_ROWS)));
        }
        records.push(record.map_err(|_| refused(Say::new("import-no-table")))?);
    }
    Ok(records)
}

/// What parts the cells: the sign that its first line has most of.
fn separator(bytes: &[u8]) -> u8 {
    let first =
        bytes.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    let count = |sign: &u8| first.iter().filter(|byte| *byte == sign).count();
    // Of equals the last wins: a list without any is read as if by commas.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

/// Where the MACs are.
struct Column {
    index: usize,
    /// Whether the first line only says what the columns are.
    headed: bool,
}

fn column(records: &[ByteRecord]) -> Result<Column> {
    let Some(first) = records.first() else { return Err(refused(Say::new("import-empty"))) };
    if let Some(index) = first.iter().position(is_called_mac) {
        return Ok(Column { index, headed: true });
    }
    let holds_one = |record: &ByteRecord| record.iter().position(|cell| mac(cell).is_ok());
    let index = records.iter().take(LOOK).find_map(holds_one);
    match (index, first.len()) {
        // What has a digit was meant to be a MAC.
        (Some(index), _) => {
            let head = first.get(index).unwrap_or_default();
            let headed = !head.is_empty() && !head.iter().any(u8::is_ascii_digit);
            Ok(Column { index, headed })
        }
        (None, 1) => Ok(Column { index: 0, headed: false }),
        (None, _) => Err(refused(Say::new("import-no-column"))),
    }
}

fn is_called_mac(cell: &[u8]) -> bool {
    let letters: String =
        cell.iter().filter(|byte| byte.is_ascii_alphanumeric()).map(|byte| char::from(*byte)).collect();
    matches!(letters.to_ascii_lowercase().as_str(), "mac" | "macs" | "macaddress")
}

fn mac(cell: &[u8]) -> Result<Mac, Say> {
    Mac::parse(&String::from_utf8_lossy(cell))
}

/// Counts the lines of the file as a person does who looks at it: the reader's own count stands before the ends and the empty
/// lines that come ahead of a record.
struct Counter<'a> {
    bytes: &'a [u8],
    at: usize,
    line: i64,
}

impl Counter<'_> {
    /// The line in which a record begins. Records are asked for in their order.
    fn line_of(&mut self, record: &ByteRecord) -> i64 {
        let begins = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(usize::MAX));
        while let Some(byte) = self.bytes.get(self.at) {
            let ends_line = matches!(byte, b'\r' | b'\n');
            if self.at >= begins && !ends_line {
                break;
            }
            self.at += 1;
            let within = *byte == b'\r' && self.bytes.get(self.at) == Some(&b'\n');
            self.line += i64::from(ends_line && !within);
        }
        self.line
    }
}

fn line(cell: &[u8], line: i64) -> Line {
    match mac(cell) {
        Ok(mac) => Line { line, text: mac.as_str().to_owned(), fault: None },
        Err(_) => {
            let text = String::from_utf8_lossy(cell).chars().take(SHOWN).collect();
            Line { line, text, fault: Some(Fault::Malformed) }
        }
    }
}

/// By MAC, each once; then the others.
fn sorted(mut lines: Vec<Line>) -> Vec<Line> {
    lines.sort_by(|a, b| (a.fault.is_some(), &a.text, a.line).cmp(&(b.fault.is_some(), &b.text, b.line)));
    let mut before = String::new();
    for it in lines.iter_mut().filter(|it| it.fault.is_none()) {
        if it.text == before {
            it.fault = Some(Fault::Repeated);
        } else {
            before.clone_from(&it.text);
        }
    }
    lines.sort_by_key(|it| it.fault.is_some());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::why;

    /// Line, text and fault of each.
    fn read(text: &[u8]) -> Vec<(i64, String, Option<Fault>)> {
        Sheet::read(text).unwrap().0.into_iter().map(|it| (it.line, it.text, it.fault)).collect()
    }

    fn good(line: i64, end: &str) -> (i64, String, Option<Fault>) {
        (line, format!("60:6c:63:00:aa:{end}"), None)
    }

    #[test]
    fn a_spreadsheets_table_is_read_by_its_heading() {
        let text = "\u{feff}Serial;MAC Address;Note\r\nS1;60-6C-63-00-AA-02;\"one; two\"\r\n\r\nS2;606c6300aa01;\"a\r\nb\"\r\nS3;606C.6300.AA03;\r\n";
        assert_eq!(read(text.as_bytes()), [good(4, "01"), good(2, "02"), good(6, "03")]);
    }

    #[test]
    fn without_a_heading_the_first_column_that_holds_one_counts() {
        assert_eq!(read(b"S1\t60:6c:63:00:aa:01\nS2\t60:6c:63:00:aa:02"), [good(1, "01"), good(2, "02")]);
        assert_eq!(read(b"60:6c:63:00:aa:01\r60:6c:63:00:aa:02\r"), [good(1, "01"), good(2, "02")]);
        assert_eq!(read(b"router,box\nx,60:6c:63:00:aa:01\n"), [good(2, "01")], "a heading that is no MAC");
    }

    #[test]
    fn what_is_wrong_with_a_line_is_kept_with_its_number() {
        let text = b"60:6c:63:00:aa:0\nrouter\n60:6c:63:00:aa:01\n60:6C:63:00:AA:01\n,,\n\xff7\n";
        let told = read(text);
        let expected = [
            good(3, "01"),
            (4, "60:6c:63:00:aa:01".to_owned(), Some(Fault::Repeated)),
            (1, "60:6c:63:00:aa:0".to_owned(), Some(Fault::Malformed)),
            (2, "router".to_owned(), Some(Fault::Malformed)),
            (6, "\u{fffd}7".to_owned(), Some(Fault::Malformed)),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_pasted_text_may_have_many_a_line() {
        let lines = Sheet::of_text("60:6c:63:00:aa:02, 606c6300aa01\n\nx 60:6c:63:00:aa:02").unwrap().0;
        let told: Vec<(i64, &str, Option<Fault>)> =
            lines.iter().map(|it| (it.line, it.text.as_str(), it.fault)).collect();
        let expected = [
            (1, "60:6c:63:00:aa:01", None),
            (1, "60:6c:63:00:aa:02", None),
            (3, "60:6c:63:00:aa:02", Some(Fault::Repeated)),
            (3, "x", Some(Fault::Malformed)),
        ];
        assert_eq!(told, expected);
        assert_eq!(why(Sheet::of_text(" ,\n"), "file"), "import-empty");
    }

    #[test]
    fn what_is_no_table_is_refused_as_a_whole() {
        for (bytes, key) in [
            (&b"PK\x03\x04 a workbook"[..], "import-no-table"),
            (&b"6\x000\x00"[..], "import-no-table"),
            (&b""[..], "import-empty"),
            (&b" \r\n\r\n"[..], "import-empty"),
            (&b"mac\r\n"[..], "import-empty"),
            (&b"a,b\nc,d\n"[..], "import-no-column"),
        ] {
            assert_eq!(why(Sheet::read(bytes), "file"), key, "{}", String::from_utf8_lossy(bytes));
        }
        assert_eq!(why(Sheet::read(&vec![b'\n'; MOST_BYTES + 1]), "file"), "import-too-large");
        assert_eq!(why(Sheet::read("x\n".repeat(MOST_ROWS + 1).as_bytes()), "file"), "import-too-many");
    }
}
