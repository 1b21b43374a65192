//! Labels, and those who hold none: what somebody makes up is answered as if there were no router, whoever has it.

use care::db::RouterId;
use care::testing::World;

use crate::app::TestApp;
use crate::browser::{Browser, Reply};
use crate::net::Net;
use crate::two_factor::between;

care::stories![whoever_makes_a_code_up_does_not_learn_whether_there_is_such_a_router];

/// How long the MAC's part of a code is, after `k1_`: six bytes.
const MAC: usize = 8;

/// The code of the label that this ISP's staff print for a router.
pub(crate) async fn printed(staff: &Browser, net: &Net, router: RouterId) -> String {
    let sheet = format!("/isps/{}/inventory/labels", net.slug());
    let sheet = staff.post(&sheet, &[(&format!("router-{router}"), "on")]).await;
    between(&sheet.text, "label-code\">", "<").to_owned()
}

/// The same code with one letter of it replaced.
fn altered(code: &str, at: usize) -> String {
    let mut letters: Vec<char> = code.chars().collect();
    letters[at] = if letters[at] == 'A' { 'B' } else { 'A' };
    letters.into_iter().collect()
}

/// A reply without what was typed.
fn without(reply: &Reply, code: &str) -> Reply {
    Reply { text: reply.text.replace(code, "CODE"), ..reply.clone() }
}

async fn whoever_makes_a_code_up_does_not_learn_whether_there_is_such_a_router(world: &World) {
    let app = TestApp::new(world).await;
    let (one, two) = (&app.one, &app.two);
    let (ours, theirs) = (app.admin().await, app.stranger().await);
    let (in_stock, at_home) = (one.fresh_router(world, 61).await, one.fresh_router(world, 62).await);
    let elsewhere = two.fresh_router(world, 61).await;
    let voided = printed(&ours, one, at_home).await;
    let good = printed(&ours, one, at_home).await;
    let (stock, foreign) = (printed(&ours, one, in_stock).await, printed(&theirs, two, elsewhere).await);
    world.enable(&one.isp, at_home, "Bo Berg").await;
    world.enable(&two.isp, elsewhere, "Bo Berg").await;
    let proof = "k1_".len() + MAC;
    let made_up = [
        ("nobody's MAC", altered(&good, proof - 1)),
        ("a home's router, and another proof", altered(&good, proof)),
        ("the label of before", voided),
        ("a router in stock, and another proof", altered(&stock, proof)),
        ("another ISP's router, and another proof", altered(&foreign, proof)),
        ("another ISP's router, and the proof of ours", foreign[..proof].to_owned() + &good[proof..]),
    ];
    let eve = world.sign_up("eve@mail.example").await;
    let phone = app.in_the_app(&eve.email).await;
    for (door, field) in [("/app/claim", "token"), ("/app/claims", "code")] {
        let mut answers = Vec::new();
        for (what, code) in &made_up {
            // A jar of its own each time, and counts that begin anew: nothing of one answer is in the next.
            world.forget_counts().await;
            let reply = phone.fork().post(door, &[(field, code)]).await;
            assert_eq!(reply.status, 410, "{door}, {what}: {}", reply.text);
            answers.push((what, without(&reply, code)));
        }
        let (_, first) = &answers[0];
        assert!(first.text.contains("This code is not good"), "{}", first.text);
        for (what, answer) in &answers {
            assert_eq!(answer, first, "{door}: {what} can be told from nobody's MAC");
        }
    }
    // What was made up would have been found, had it been good.
    for code in [&good, &foreign] {
        let shown = phone.post("/app/claim", &[("token", code)]).await;
        assert!(shown.status == 200 && shown.text.contains("Claim this home"), "{}", shown.text);
    }
}
