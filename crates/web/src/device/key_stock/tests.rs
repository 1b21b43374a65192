use super::*;

fn two() -> NonZeroUsize {
    NonZeroUsize::new(2).unwrap()
}

/// Waits for the makers without a clock: each turn of the loop lets them run.
async fn wait_for_a_key(stock: &KeyStock) -> RsaKey {
    loop {
        match stock.take() {
            Some(key) => return key,
            None => tokio::task::yield_now().await,
        }
    }
}

#[tokio::test]
async fn an_empty_shelf_says_so_and_is_refilled_with_keys_that_differ() {
    let stock = KeyStock::fill(two(), CancellationToken::new());
    assert!(stock.take().is_none(), "nothing can be made before the makers ran");
    let mut made = Vec::new();
    for _ in 0..5 {
        made.push(wait_for_a_key(&stock).await.pkcs1);
    }
    made.sort();
    made.dedup();
    assert_eq!(made.len(), 5, "a key was handed out twice");
}

#[tokio::test]
async fn a_stopped_stock_makes_no_more() {
    let stop = CancellationToken::new();
    let stock = KeyStock::fill(two(), stop.clone());
    stop.cancel();
    let Source::Shelf(keys) = &stock.0 else { panic!("a stock has a shelf") };
    while !keys.lock().unwrap().is_closed() {
        tokio::task::yield_now().await;
    }
    while stock.take().is_some() {}
    assert!(stock.take().is_none());
}

#[tokio::test]
async fn a_shared_key_never_runs_out() {
    let key = RsaKey::generate().unwrap();
    let stock = KeyStock::shared(key.clone());
    assert!((0..3).all(|_| stock.take().unwrap().pkcs1 == key.pkcs1));
}

#[test]
fn a_key_is_pkcs1_and_never_printed() {
    let key = RsaKey::generate().unwrap();
    assert!(rsa::KeyPair::from_der(key.pkcs1_der()).is_ok(), "RFC 8017, not RFC 5208");
    assert_eq!(pem::parse(key.pkcs1_pem()).unwrap().contents(), key.pkcs1_der());
    assert_eq!(format!("{key:?}"), "RsaKey { .. }");
}

#[test]
fn what_is_not_pkcs8_holds_no_key() {
    for wrong in [&b""[..], b"\x30\x00", b"\x30\x03\x02\x01\x00", b"\x04\x01\x00", &[0x30; 40]] {
        assert!(pkcs1_inside(wrong).is_none());
    }
}
