// The map's frame.

/** What the map's frame offers, once its script runs. */
export const mapFrame = () => {
  for (const frame of document.querySelectorAll("iframe")) {
    try {
      if (frame.contentWindow?.arctic) return frame.contentWindow.arctic;
    } catch {
      // a frame of somebody else's
    }
  }
  return null;
};
