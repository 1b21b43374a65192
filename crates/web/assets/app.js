// What makes the app one that stays on a phone: see worker.js.
navigator.serviceWorker?.register("/app/worker.js", { scope: "/app" });
