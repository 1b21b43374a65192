//! What the compiler refuses: a handler that nobody guards is no door.

#[test]
fn a_handler_without_a_decision_is_no_door() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
