use web::doors::Doors;

async fn hello() -> &'static str {
    "hello"
}

fn main() {
    let _ = Doors::default().get("/hello", hello);
}
