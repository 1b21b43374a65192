//! error[E0277]: the trait bound `State<App>: Decision` is not satisfied

use axum::extract::State;
use web::App;
use web::doors::Doors;

async fn count(State(app): State<App>) -> String {
    app.trusted_proxies.len().to_string()
}

fn main() {
    let _ = Doors::default().post("/proxies", count);
}
