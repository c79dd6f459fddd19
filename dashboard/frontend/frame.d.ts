// What the parts of the map's frame hand to each other.

declare namespace Frame {
  type LngLat = number[];
  type Words = (key: string, values?: Record<string, unknown>) => string;
  /** A text with its language, empty where it is the reader's. */
  type Spoken = { text: string; lang?: string };
  type Box = { x: number; y: number; w: number; h: number };
  /** What has changed since the last drawing. */
  type Change = { view?: boolean; day?: boolean; sel?: boolean; size?: boolean; words?: boolean; zoom?: boolean; settle?: boolean };

  /** A scene with its place in the story. */
  interface Scene extends Payload.Scene {
    number: number;
    count: number;
  }

  /** A subject at one of its places, as it is drawn: view/placement.js. */
  interface Item {
    key: string;
    id: string;
    subject: Payload.Subject;
    state: Payload.State;
    /** Number of the state in the table. */
    index: number;
    spot: [string, string, number | null, number | null];
    /** Longitude and latitude; null where it has no point on the map. */
    at: LngLat | null;
    /** Whether it is one of several places of several nations' common number. */
    shared: boolean;
    place: string;
    nuuk: boolean;
    /** On the map, in the list of Nuuk, or in the list of what has no place . */
    where: string;
  }

  /** What stands in view, counted for the legend. */
  interface Counts {
    filtered: number;
    legend: number;
    kinds: Record<string, number>;
    live: Record<string, number>;
    groups: Record<string, number>;
    openGroups: Record<string, number>;
    announcedGroups: Record<string, number>;
    lastKnown: number;
    words: number;
  }

  /** A town or settlement that may be named. */
  interface Town {
    id: string;
    at: LngLat;
    rank: number;
    kind: string;
  }

  /** Items that are drawn as one place: view/clusters.js. */
  interface Cluster {
    id: string;
    at: LngLat;
    pixel: { x: number; y: number };
    items: Item[];
    town: { id: string; rank: number } | null;
    rank: number;
    place: string;
    title: string;
    nuukList: boolean;
    nuuk: boolean;
    moved: number[][];
  }

  /** A run of days on which a state holds. */
  interface Run {
    from: string;
    to: string;
    state: Payload.State;
  }

  /** The states by day of knowledge: data/lookup.js. */
  interface StateTable {
    made: readonly Payload.State[];
    indexAt: (id: string, day: string, knowledge: string) => number;
    at: (id: string, day: string, knowledge: string) => Payload.State | null;
    runs: (id: string, knowledge: string) => Run[];
    changes: () => string[];
    has: (id: string) => boolean;
    ensure: (day: string) => Promise<void> | null;
  }

  /** A claim as an object. */
  type Claim = Record<string, any> & { id: string; subject: string; attribute: string; sources: string[]; report: string };

  /** The claims of a selection: data/lookup.js. */
  interface Evidence {
    byId: Map<string, Claim>;
    bySubject: Map<string, Claim[]>;
    sources: Record<string, Payload.Source>;
  }

  /** A stretch of the life of a subject: data/lives.js. */
  interface Segment {
    from: string;
    to: string;
    step: string;
    stale: string;
    low: number | null;
    high: number | null;
    since: string;
    due: string;
    last: string | null;
    numbers: { day: string; claimed: string; low: number | null; high: number | null; counts: string; rounded: boolean }[];
  }

  /** The way to the host that the frame stands in: app/st-folium.js. */
  interface Host {
    /** Of the server: "start/en", "states/2026-01-15", "claims/fra-nuuk", "words/da", "geo/coast-1km". */
    load: (name: string) => Promise<any>;
    choose: (change: Record<string, unknown>) => void;
    stale: (address: unknown) => boolean;
    sayReady: () => void;
    day?: (day: string, texts: Record<string, string>) => void;
    resized?: () => void;
    leave?: () => void;
    /** The story is told before a room. */
    inRoom?: () => void;
    /** The address of the page, whose routes the server has; null on a published page. */
    beside?: string | null;
    viewport?: () => { top: number; bottom: number; high: number; edge: number };
  }

  /** Where lists, credits and timeline lie: view/layout.js. */
  interface Layout {
    over: (Box & { open: boolean })[];
    lists: (Box & { node: Element })[];
    legend: (Box & { node: Element }) | null;
    nuukList: (Box & { node: Element }) | null;
    side: Box;
    edge: (Box & { node: Element })[];
    plot: { width: number; height: number };
  }

  /** A part of the frame: `draw` reads nothing of the page, `stand` comes after all of them. */
  interface Part {
    draw?: (change: Change) => unknown;
    stand?: (change: Change) => unknown;
  }

  /** What fills the card slot. */
  interface Card {
    node: HTMLElement;
    /** Takes the focus when the card opens. */
    title: HTMLElement;
    /** The day has moved, and nothing else. */
    moved?: () => void;
    /** The day moves on to another state; the long lists wait. */
    step?: () => void;
    /** Leave out what does not fit. */
    fit?: (body: HTMLElement) => void;
    /** The height that it was last fitted to. */
    fits?: number;
  }

  /** A box that names, notes and distances keep clear of. */
  interface Ground extends Box {
    place?: string;
    /** Whether it is the note of the day. */
    note?: boolean;
    /** Whether it is an unfolded list. */
    open?: boolean;
  }

  /** The drawing's plane: map/basemap.js. */
  interface Plane {
    proj: string;
    svg: SVGSVGElement;
    defs: SVGDefsElement;
    group: Record<string, SVGGElement>;
    settle: () => void;
  }

  /** What the story offers: story/story.js. */
  interface Story {
    /** Tell the story of this reader alone; with nothing the one that all are told. */
    tells: (tale: Payload.Tale | null) => void;
    /** That story as it was given, for notes on another screen. */
    text: () => string;
    load: () => Promise<Scene[]>;
    ready: () => boolean;
    requestOf: (message: Payload.ViewMessage) => string;
    hear: (request: string) => (() => void) | null;
    go: (number: number, mode?: string) => unknown;
    step: (by: number) => unknown;
    glance: (sel: string) => void;
    leave: () => void;
    takeOver: () => void;
    /** Show the list of the keys: story/part.js. */
    list: () => void;
  }

  type Elements = Record<"pane" | "card" | "timeline" | "strip" | "rows" | "caption", HTMLElement>;

  /** The whole frame, as its host has it: app/map-app.js. */
  interface App {
    /** Once the map stands, complete. */
    ready: Promise<void>;
    apply: (message: Payload.ViewMessage) => Promise<void>;
    /** Draw what of a new address the map can tell by itself; says whether the server has yet to answer that. */
    preview: (search: string) => boolean;
    resize: () => void;
    redraw: (change: Change) => void;
    fail: (error: unknown) => void;
    /** Ids of what is drawn. */
    visible: () => string[];
    /** How a subject stands, for tests and hosts. */
    state: (id: string) => Record<string, unknown> | null;
    /** Null until the evidence has come. */
    readonly ctx: Context | null;
  }
}
