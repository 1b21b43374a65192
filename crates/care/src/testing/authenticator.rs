//! An authenticator in software: makes passkeys and answers questions with them, as a phone or a stick does. Its faults can
//! be chosen.

use std::collections::BTreeMap;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Flags of the authenticator's data (WebAuthn, 6.1).
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const HOLDS_KEY: u8 = 0x40;

/// One passkey in a device.
#[derive(Debug, Clone)]
pub struct Authenticator {
    /// The origin of the page that asks, as the browser would say.
    pub origin: String,
    /// Whether it verifies its owner before it answers.
    pub verifies: bool,
    /// How often it answered; copies of a device have counts of their own.
    pub count: u32,
    /// What it says whose key it is.
    pub user: String,
    key: Vec<u8>,
    name: Vec<u8>,
}

impl Default for Authenticator {
    fn default() -> Self {
        let key =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new()).unwrap();
        Authenticator {
            origin: "http://localhost:8080".to_owned(),
            verifies: true,
            count: 0,
            user: String::new(),
            key: key.as_ref().to_vec(),
            name: crate::link::random::<24>().to_vec(),
        }
    }
}

impl Authenticator {
    /// Makes its passkey for this question; gives the answer as a browser writes it.
    pub fn create(&mut self, options: &Value) -> String {
        self.user = text(&options["user"]["id"]);
        let said = self.client("webauthn.create", options);
        let mut data = self.data(&text(&options["rp"]["id"]), HOLDS_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.name.len()).unwrap().to_be_bytes());
        data.extend(&self.name);
        data.extend(self.public_key());
        // CBOR: {"fmt": "none", "attStmt": {}, "authData": data}
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59".to_vec();
        object.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
        object.extend(data);
        self.answer(
            json!({ "attestationObject": BASE64.encode(object), "clientDataJSON": BASE64.encode(said) }),
        )
    }

    /// Answers a question with its passkey.
    pub fn get(&mut self, options: &Value) -> String {
        self.count += 1;
        let said = self.client("webauthn.get", options);
        let data = self.data(&text(&options["rpId"]), 0);
        let mut signed = data.clone();
        signed.extend(Sha256::digest(&said));
        let signature = self.pair().sign(&SystemRandom::new(), &signed).unwrap();
        self.answer(json!({
            "authenticatorData": BASE64.encode(data),
            "clientDataJSON": BASE64.encode(said),
            "signature": BASE64.encode(signature.as_ref()),
            "userHandle": self.user,
        }))
    }

    fn pair(&self) -> EcdsaKeyPair {
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &self.key).unwrap()
    }

    fn client(&self, kind: &str, options: &Value) -> Vec<u8> {
        let said = BTreeMap::from([
            ("type", json!(kind)),
            ("challenge", options["challenge"].clone()),
            ("origin", json!(self.origin)),
            ("crossOrigin", json!(false)),
        ]);
        serde_json::to_vec(&said).unwrap()
    }

    fn data(&self, party: &str, more: u8) -> Vec<u8> {
        let verified = if self.verifies { VERIFIED } else { 0 };
        let mut data = Sha256::digest(party.as_bytes()).to_vec();
        data.push(PRESENT | verified | more);
        data.extend(self.count.to_be_bytes());
        data
    }

    /// COSE: {kty: EC2, alg: ES256, crv: P-256, x, y}
    fn public_key(&self) -> Vec<u8> {
        let pair = self.pair();
        // 4, then x and y: an uncompressed point.
        let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
        [&b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20"[..], x, b"\x22\x58\x20", y].concat()
    }

    fn answer(&self, response: Value) -> String {
        let name = BASE64.encode(&self.name);
        json!({
            "id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {},
        })
        .to_string()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
