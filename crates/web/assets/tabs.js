// Shows the current tab where not all tabs have room: a row of tabs (.tabs) is scrolled until it stands in it as a whole.

const MORE = 24; // px of its neighbour, so that it is seen whether another one follows

function show() {
  for (const row of document.querySelectorAll(".tabs")) {
    const tab = row.querySelector("[aria-current]");
    if (!tab) continue;
    const [room, place] = [row.getBoundingClientRect(), tab.getBoundingClientRect()];
    if (place.right > room.right) row.scrollLeft += place.right - room.right + MORE;
    else if (place.left < room.left) row.scrollLeft -= room.left - place.left + MORE;
  }
}

show();
addEventListener("resize", show);
