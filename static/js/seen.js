// A page of a debate that was looked at for a while counts as read. The marks on it stay; they are
// gone on the next one. Without this, the button of the form does the same.

const LOOKED_AT_FOR = 4_000;

const form = document.getElementById("seen");
let timer = 0;

function look() {
  clearTimeout(timer);
  if (document.visibilityState === "visible") timer = setTimeout(tell, LOOKED_AT_FOR);
}

async function tell() {
  document.removeEventListener("visibilitychange", look);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "fetch" },
    });
    if (answer.ok) sessionStorage.removeItem("news");
  } catch {
    // The button is still there.
  }
}

if (form) {
  document.addEventListener("visibilitychange", look);
  look();
}
