//! What the compiler refuses: a permission cannot be had other than from `care::access`.

#[test]
fn permits_and_transactions_cannot_be_forged_or_swapped() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
