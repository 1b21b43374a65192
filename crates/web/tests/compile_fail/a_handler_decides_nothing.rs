//! error[E0277]: this handler's first argument is not a decision about who may pass

use web::doors::Doors;

async fn hello() -> &'static str {
    "hello"
}

fn main() {
    let _ = Doors::default().get("/hello", hello);
}
