//! Stories of the outbox.

use std::path::PathBuf;

use super::*;
use crate::problem::Problem;
use crate::stories;
use crate::testing::World;

stories![
    a_mail_becomes_a_file_with_both_parts_and_a_stable_id,
    a_mail_of_a_verb_that_rolled_back_does_not_go,
    a_name_with_line_breaks_injects_no_header,
    a_mail_that_fails_is_tried_again_ever_later_and_then_given_up,
    a_mail_to_no_possible_address_is_given_up_at_once,
    two_workers_send_a_mail_once,
    a_worker_that_died_holds_a_mail_for_two_minutes,
    what_another_worker_put_off_is_not_tried_before_its_time,
    what_was_sent_is_never_called_failed,
    what_a_mail_server_took_is_forgotten_here_at_once,
];

fn mail(to: &str) -> Mail {
    Mail {
        to: Email::parse(to).unwrap(),
        from_name: "Bar Net".to_owned(),
        subject: "Grüße".to_owned(),
        text: "A plain word: größer.".to_owned(),
        html: "<p>A marked word</p>".to_owned(),
        about: None,
    }
}

async fn put(world: &World, mail: Mail) -> MailId {
    world.system(async |tx| post(tx, mail).await).await.unwrap()
}

fn mailbox(world: &World) -> Transport {
    Transport::folder(world.folder.path().join("mail"), "portico@barnet.example").unwrap()
}

/// A folder that cannot be made, since a file has its name.
fn broken_mailbox(world: &World) -> Transport {
    let file = world.folder.path().join("in-the-way");
    std::fs::write(&file, "").unwrap();
    Transport::folder(file.join("mail"), "portico@barnet.example").unwrap()
}

fn files(world: &World) -> Vec<PathBuf> {
    let Ok(folder) = std::fs::read_dir(world.folder.path().join("mail")) else { return Vec::new() };
    folder.map(|entry| entry.unwrap().path()).collect()
}

async fn delivered(world: &World) -> String {
    assert_eq!(deliver_due(&world.db, &mailbox(world)).await.unwrap(), 1);
    let files = files(world);
    assert_eq!(files.len(), 1, "{files:?}");
    std::fs::read_to_string(&files[0]).unwrap()
}

async fn a_mail_becomes_a_file_with_both_parts_and_a_stable_id(world: &World) {
    let id = put(world, mail("Bo@BarNet.example")).await;
    let file = delivered(world).await;
    let (head, body) = file.split_once("\r\n\r\n").unwrap();
    for line in [
        "From: \"Bar Net\" <portico@barnet.example>",
        "To: bo@barnet.example",
        &format!("Message-ID: <{id}@barnet.example>"),
        "Auto-Submitted: auto-generated",
        "Subject: =?utf-8?b?R3LDvMOfZQ==?=",
    ] {
        assert!(head.lines().any(|it| it.eq_ignore_ascii_case(line)), "no {line:?} in\n{head}");
    }
    assert!(head.contains("multipart/alternative"), "{head}");
    let plain = body.find("text/plain").unwrap();
    let html = body.find("text/html").unwrap();
    assert!(plain < html, "the richer part comes last (RFC 2046)");
    assert!(body.contains("gr=C3=B6=C3=9Fer") && body.contains("<p>A marked word</p>"), "{body}");
    assert_eq!(world.system(async |tx| find(tx, id).await).await.unwrap().state, "sent");
    assert_eq!(deliver_due(&world.db, &mailbox(world)).await.unwrap(), 0);
}

async fn a_mail_of_a_verb_that_rolled_back_does_not_go(world: &World) {
    let mut tx = crate::access::system().write(&world.db).await.unwrap();
    post(&mut tx, mail("bo@barnet.example")).await.unwrap();
    drop(tx);
    assert_eq!(deliver_due(&world.db, &mailbox(world)).await.unwrap(), 0);
}

async fn a_name_with_line_breaks_injects_no_header(world: &World) {
    let mut evil = mail("bo@barnet.example");
    evil.from_name = "Bar\r\nBcc: victim@mail.example\r\n\r\nBody".to_owned();
    evil.subject = "Hello\nBcc: victim@mail.example\r\rX: y".to_owned();
    put(world, evil).await;
    let file = delivered(world).await;
    let head = file.split_once("\r\n\r\n").unwrap().0;
    let names: Vec<&str> =
        head.lines().filter_map(|line| line.split_once(": ")).map(|(name, _)| name).collect();
    assert!(!names.contains(&"Bcc") && !names.contains(&"X"), "{head}");
    assert_eq!(head.lines().filter(|line| line.starts_with("Subject:")).count(), 1, "{head}");
}

async fn a_mail_that_fails_is_tried_again_ever_later_and_then_given_up(world: &World) {
    let id = put(world, mail("bo@barnet.example")).await;
    let broken = broken_mailbox(world);
    let hour = 60 * 60;
    let pauses = [15, 30, 60, 120, 240, 480, 960, 1920, 3840, 7680, 15360];
    assert!(pauses.iter().sum::<u64>() < 9 * hour);
    for pause in pauses {
        assert_eq!(deliver_due(&world.db, &broken).await.unwrap(), 1, "before the pause of {pause} s");
        world.advance(std::time::Duration::from_secs(pause - 1));
        assert_eq!(deliver_due(&world.db, &broken).await.unwrap(), 0, "within the pause of {pause} s");
        world.advance(std::time::Duration::from_secs(1));
    }
    assert_eq!(deliver_due(&world.db, &broken).await.unwrap(), 1);
    let kept = world.system(async |tx| find(tx, id).await).await.unwrap();
    assert_eq!((kept.state.as_str(), kept.delivery.attempts), ("failed", 12));
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM mail WHERE error <> ''").await, 1, "the row says why");
}

async fn a_mail_to_no_possible_address_is_given_up_at_once(world: &World) {
    let id = put(world, mail("bo@barnet.example")).await;
    world.run("UPDATE mail SET recipient = 'not an address'").await;
    assert_eq!(deliver_due(&world.db, &mailbox(world)).await.unwrap(), 1);
    let kept = world.system(async |tx| find(tx, id).await).await.unwrap();
    assert_eq!((kept.state.as_str(), kept.delivery.attempts), ("failed", 1));
}

async fn two_workers_send_a_mail_once(world: &World) {
    for n in 0..10 {
        put(world, mail(&format!("bo{n}@barnet.example"))).await;
    }
    let transport = mailbox(world);
    let tried = world.race(4, |_| {
        let (db, transport) = (world.db.clone(), transport.clone());
        async move { deliver_due(&db, &transport).await.unwrap() }
    });
    assert_eq!(tried.await.iter().sum::<usize>(), 10);
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM mail WHERE state = 'sent' AND attempts = 1").await, 10);
    assert_eq!(files(world).len(), 10);
}

async fn a_worker_that_died_holds_a_mail_for_two_minutes(world: &World) {
    let id = put(world, mail("bo@barnet.example")).await;
    world.system(async |tx| store::claim(tx, id, 2 * 60 * 1000).await).await.unwrap().unwrap();
    world.advance(std::time::Duration::from_millis(2 * 60 * 1000 - 1));
    assert_eq!(deliver_due(&world.db, &mailbox(world)).await.unwrap(), 0);
    world.advance(std::time::Duration::from_millis(1));
    assert_eq!(deliver_due(&world.db, &mailbox(world)).await.unwrap(), 1);
}

async fn what_another_worker_put_off_is_not_tried_before_its_time(world: &World) {
    let id = put(world, mail("bo@barnet.example")).await;
    // This worker has read that the mail is due; the other one claims it, fails and puts it off.
    assert_eq!(world.system(async |tx| store::due(tx, 20).await).await.unwrap(), [id]);
    assert_eq!(deliver_due(&world.db, &broken_mailbox(world)).await.unwrap(), 1);
    let claimed = world.system(async |tx| store::claim(tx, id, 1).await).await.unwrap();
    assert!(claimed.is_none(), "{claimed:?}");
    world.mail_to("bo@barnet.example").await;
}

async fn what_was_sent_is_never_called_failed(world: &World) {
    let id = put(world, mail("bo@barnet.example")).await;
    // The first worker's lease ran out while its server dawdled; the second one sent it meanwhile.
    world.system(async |tx| store::claim(tx, id, 1).await).await.unwrap().unwrap();
    world.minutes(1);
    delivered(world).await;
    world
        .system(async |tx| store::give_up(tx, id, ("the server hung up", Reason::Later)).await)
        .await
        .unwrap();
    assert_eq!(world.system(async |tx| find(tx, id).await).await.unwrap().state, "sent");
    let missing = world.system(async |tx| find(tx, MailId(tx.id())).await).await;
    assert!(matches!(missing, Err(Problem::NotFound("mail"))), "{missing:?}");
}

/// It carries a link, and a link is kept as no more than its digest.
async fn what_a_mail_server_took_is_forgotten_here_at_once(world: &World) {
    let id = put(world, mail("ana@barnet.example")).await;
    world.system(async |tx| store::sent(tx, id, false).await).await.unwrap();
    let kept = world.system(async |tx| find(tx, id).await).await.unwrap();
    assert_eq!(
        (kept.delivery.text.as_str(), kept.delivery.html.as_str(), kept.state.as_str()),
        ("", "", "sent")
    );
}
