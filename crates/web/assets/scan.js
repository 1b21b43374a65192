// A label's code is read here where the browser can, from what the camera sees or from a photo, so that no picture is sent; else the
// form sends the photo, and the server reads it. And the button of a sheet of labels.

/** Some browsers have a reader that reads nothing. */
const READS = window.BarcodeDetector?.getSupportedFormats?.().then((it) => it.includes("qr_code")).catch(() => false);
/** Milliseconds between two looks at what the camera sees. */
const PACE = 200;

/** The code of one of our labels on a picture. A box may bear others, of its Wi-Fi. */
async function labelOn(picture) {
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const squares = await detector.detect(picture);
  return squares.find((it) => it.rawValue.includes("#k1_"))?.rawValue;
}

function send(id, code) {
  const field = document.getElementById(id);
  field.value = code;
  field.form.requestSubmit();
}

for (const photo of document.querySelectorAll("[data-scan]")) {
  photo.addEventListener("change", async () => {
    const file = photo.files[0];
    if (!file || !(await READS)) return;
    try {
      const code = await labelOn(await createImageBitmap(file));
      if (code) send(photo.dataset.scan, code);
    } catch {
      // The server reads it.
    }
  });
}

for (const box of document.querySelectorAll("[data-viewfinder]")) {
  if (!navigator.mediaDevices || !(await READS)) continue;
  box.hidden = false;
  box.querySelector("button").addEventListener("click", () => watch(box));
}

/** Looks through the camera until it sees a label, or the page is left. */
async function watch(box) {
  const [start, video, seen, blocked] = ["button", "video", "[role=status]", "[role=alert]"].map((it) => box.querySelector(it));
  // One tap asks once, however long the browser's question stays open.
  start.disabled = blocked.hidden = true;
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    start.hidden = true;
    video.hidden = seen.hidden = false;
    await video.play();
    const code = await firstLabel(video);
    close(video);
    if (code) send(box.dataset.viewfinder, code);
  } catch {
    // There is no camera, or it was not given: a photo goes too.
    close(video);
    video.hidden = seen.hidden = true;
    start.hidden = start.disabled = blocked.hidden = false;
  }
}

async function firstLabel(video) {
  let left = false;
  addEventListener("pagehide", () => (left = true), { once: true });
  while (!left) {
    const code = await labelOn(video);
    if (code) return code;
    await new Promise((next) => setTimeout(next, PACE));
  }
}

function close(video) {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  video.srcObject = null;
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
