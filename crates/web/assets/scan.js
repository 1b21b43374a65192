// A label's code is read from the photo here where the browser can, so that no photo is sent; else the form sends it, and the server
// reads it. And the button of a sheet of labels.

for (const photo of document.querySelectorAll("[data-scan]")) {
  photo.addEventListener("change", async () => {
    const file = photo.files[0];
    if (!file || !("BarcodeDetector" in window)) return;
    try {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      const squares = await detector.detect(await createImageBitmap(file));
      // A box may bear others, of its Wi-Fi.
      const found = squares.find((it) => it.rawValue.includes("#k1_"));
      const field = document.getElementById(photo.dataset.scan);
      if (!found || !field) return;
      field.value = found.rawValue;
      field.form.requestSubmit();
    } catch {
      // The server reads it.
    }
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
