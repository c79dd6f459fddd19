// What the parts of the timeline share. `makeTimeline` (timeline.js) makes it; places are pixels, the window is in units.

declare namespace Time {
  type Row = import("./rows.js").Row;
  type Scale = import("./scale.js").Scale;
  type View = import("./scale.js").View;

  /** The days that the reader moves through: playback.js. */
  interface Clock {
    scale: Scale;
    /** The window of the opening view. */
    opening: View;
    first: number;
    last: number;
    today: () => number;
    inside: (day: number) => number;
    reach: (day: number) => number;
    go: (day: number, resting: boolean) => void;
    glide: (day: number) => void;
    key: (event: KeyboardEvent) => boolean;
    after: (day: number) => number;
    playing: () => boolean;
    stop: () => void;
    toggle: () => void;
    listen: (listener: () => void) => void;
  }

  /** Events of one day. */
  interface Mark {
    x: number;
    day: number;
    events: Payload.Event[];
  }

  /** Events of days that lie close together, drawn as one ring. */
  interface Ring {
    x: number;
    events: Payload.Event[];
    from: number;
    to: number;
    sels: string[];
    node: SVGGElement;
    title: () => string;
  }

  /** A date on the axis. */
  interface Label {
    text: SVGTextElement;
    x: number;
    half: number;
    hidden: boolean;
  }

  /** Movements of the window: zoom.js. */
  interface Zoom {
    follow: (view: View) => void;
    pan: (units: number) => void;
    about: (unit: number, factor: number) => void;
    closer: () => void;
    wider: () => void;
    whole: () => void;
    home: () => void;
    toStart: () => void;
    toEnd: () => void;
    part: (from: number, to: number) => void;
    show: (day: number, atOnce?: boolean) => void;
  }

  interface Line {
    readonly ctx: Frame.Context;
    readonly clock: Clock;
    readonly scale: Scale;
    readonly plot: HTMLElement;
    readonly svg: SVGSVGElement;
    readonly now: HTMLElement;
    readonly pill: HTMLElement;
    /** Of the plot; the names stand in the gutter. Written by timeline.js. */
    box: { width: number; height: number; gutter: number };
    /** From row to row. Written by timeline.js. */
    pitch: number;
    readonly ringY: number;
    readonly barsY: number;
    /** Above it stand the dates, by which the window is moved. */
    readonly panY: number;
    /** The window. Written by zoom.js. */
    view: View;
    /** Written by axis.js. */
    dates: Label[];
    /** Written by axis.js. */
    folds: { from: number; to: number; says: string }[];
    /** Written by rings.js. */
    rings: Ring[];
    readonly ringNodes: Map<string, SVGGElement>;
    readonly left: () => number;
    readonly right: () => number;
    readonly perUnit: () => number;
    readonly x: (day: number) => number;
    readonly unit: (x: number) => number;
    /** Open what a ring or a name stands for. */
    open: (node: HTMLElement | SVGElement) => void;
  }
}
