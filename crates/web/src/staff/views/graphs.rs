//! What charts show.

use crate::ui::When;

/// The graphs of a home.
#[derive(Clone, Debug)]
pub(crate) struct Graphs {
    /// How far back they may go.
    pub(crate) ranges: Vec<Range>,
    /// The zone of all times and days.
    pub(crate) zone: String,
    /// Load of the processors: on average and at most.
    pub(crate) cpu: ChartView,
    /// Memory in use: on average and at most.
    pub(crate) memory: ChartView,
    /// How long the router had been up.
    pub(crate) uptime: Option<ChartView>,
    /// The numbers behind the lines.
    pub(crate) numbers: NumberTable,
    /// Whether there is anything to draw.
    pub(crate) known: bool,
    /// Whether the first points are still to come.
    pub(crate) soon: bool,
    /// Where to look further back, as (word, address); none where nothing goes further.
    pub(crate) longer: Option<(String, String)>,
    /// All days in a sentence.
    pub(crate) availability: String,
    /// One for each day, oldest first.
    pub(crate) days: Vec<DayCell>,
    /// The first of them.
    pub(crate) first_day: String,
}

/// A choice of how far back.
#[derive(Clone, Debug)]
pub(crate) struct Range {
    pub(crate) word: String,
    pub(crate) href: String,
    /// Whether it is the one shown.
    pub(crate) current: bool,
}

/// A chart; see `ui/chart.rs`.
#[derive(Clone, Debug)]
pub(crate) struct ChartView {
    /// In its own units.
    pub(crate) width: i64,
    /// What is drawn, the hindmost first.
    pub(crate) shapes: Vec<Shape>,
    /// What stands at its left, from the top.
    pub(crate) side: Vec<String>,
    /// What stands under it, from the left.
    pub(crate) ticks: Vec<String>,
}

/// A line or an area.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    /// A class of `chart.css`.
    pub(crate) class: &'static str,
    /// The path's `d`.
    pub(crate) path: String,
    /// The list of what it shows, for whoever points at it; others have the same address beside the chart.
    pub(crate) href: Option<String>,
}

/// The numbers of a chart.
#[derive(Clone, Debug)]
pub(crate) struct NumberTable {
    pub(crate) heads: Vec<String>,
    /// A time, and what was then.
    pub(crate) rows: Vec<(String, Vec<String>)>,
}

/// A day in the availability bar.
#[derive(Clone, Debug)]
pub(crate) struct DayCell {
    /// A class of `chart.css`; none where nothing is known.
    pub(crate) class: &'static str,
    /// The day and how it was, in words.
    pub(crate) text: String,
}

/// The ISP's homes over time.
#[derive(Clone, Debug)]
pub(crate) struct Fleet {
    /// How far back they may go.
    pub(crate) ranges: Vec<Range>,
    /// Whether there is anything to draw yet.
    pub(crate) known: bool,
    /// The zone of its times.
    pub(crate) zone: String,
    /// Online and offline.
    pub(crate) chart: ChartView,
    /// The numbers behind it.
    pub(crate) numbers: NumberTable,
    /// How often routers started in all, and at how many homes; none if none did.
    pub(crate) restarts: Option<String>,
    /// The homes whose routers started most often.
    pub(crate) restarted: Vec<RestartedRow>,
    /// Where all of those are shown; none if they are.
    pub(crate) more_restarted: Option<String>,
    /// What the routers run.
    pub(crate) firmware: Vec<ShareRow>,
    /// Where all of that is shown; none if it is.
    pub(crate) more_firmware: Option<String>,
}

/// A home whose router started.
#[derive(Clone, Debug)]
pub(crate) struct RestartedRow {
    pub(crate) href: String,
    pub(crate) name: String,
    /// How often, in words.
    pub(crate) times: String,
    /// When last.
    pub(crate) last: When,
}

/// Some routers that are alike, and how many of all they are.
#[derive(Clone, Debug)]
pub(crate) struct ShareRow {
    /// The list of them.
    pub(crate) href: String,
    pub(crate) model: String,
    pub(crate) version: String,
    pub(crate) routers: i64,
    /// Percent of the longest bar.
    pub(crate) width: i64,
}
