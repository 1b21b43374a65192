//! error[E0624]: method `begin` is private

async fn open(db: &care::db::Db) {
    let _ = db.begin(care::db::Mode::Write).await;
}

fn main() {}
