// What an analysis lays over the map: its script is asked for when the server's message first holds something of it.

/** @type {(ctx: Frame.Context) => { stand: () => void }} */
export const makeMarks = (ctx) => {
  /** @type {{ stand: () => void } | null} */
  let layer = null;
  let loading = false;
  const load = async () => {
    loading = true;
    try {
      const { makeLayer } = await import(new URL("assets/analysis.js", ctx.io.beside || "").href);
      layer = makeLayer(ctx);
      if (layer) layer.stand();
    } catch (error) {
      loading = false;
      ctx.fail(error);
    }
  };
  const stand = () => {
    if (layer) layer.stand();
    else if (ctx.view.marks && ctx.io.beside && !loading) load();
  };
  return { stand };
};
