// What the parts of the map's frame share. `makeContext` (view/context.js) makes it; who adds to it later stands beside.

declare namespace Frame {
  type LngLat = number[];
  type Words = (key: string, values?: Record<string, unknown>) => string;
  /** A text with its language, empty where it is the reader's. */
  type Spoken = { text: string; lang?: string };
  type Box = { x: number; y: number; w: number; h: number };
  /** What has changed since the last drawing. */
  type Change = { view?: boolean; day?: boolean; sel?: boolean; size?: boolean; words?: boolean; settle?: boolean };

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
    /** On the map, in the list of Nuuk (lens), or in the list of what has no place (tray). */
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
    lens: boolean;
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
    numbers: { day: string; said: string; low: number | null; high: number | null; counts: string; rounded: boolean }[];
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
    /** The address of the page, whose routes the server has; null on a published page. */
    beside?: string | null;
    viewport?: () => { top: number; bottom: number; high: number; edge: number };
  }

  /** Where lists, credits and timeline lie: view/layout.js. */
  interface Layout {
    over: (Box & { open: boolean })[];
    lists: (Box & { node: Element })[];
    legend: (Box & { node: Element }) | null;
    lens: (Box & { node: Element }) | null;
    side: Box;
    edge: (Box & { node: Element })[];
    plot: { width: number; height: number };
  }

  type Elements = Record<"pane" | "card" | "timeline" | "strip" | "rows" | "caption", HTMLElement>;

  interface Context {
    // What it is made of.
    map: any;
    elements: Elements;
    io: Host;
    data: Omit<Payload.Start, "words">;
    atlas: Payload.Atlas;
    subjects: Map<string, Payload.Subject>;
    events: Map<string, Payload.Event>;
    /** Subjects that have parts. */
    wholes: Set<string>;
    table: StateTable;
    el: typeof import("./lib/dom.js").el;
    svgEl: typeof import("./lib/dom.js").svgEl;
    button: typeof import("./lib/dom.js").makeButton;

    // The view: what the server said last, and what of it is shown now.
    view: Partial<Payload.ViewMessage> & { nations: string[]; steps: string[] };
    proj: string;
    day: string;
    known: string;
    sel: string;
    lang: string;
    /** What the reader chose; in a story the scene is shown instead. */
    own: { day: string; known: string; sel: string };
    matched: Set<string> | null;
    stepped: Set<string> | null;
    /** Kinds that the legend has switched off. */
    hidden: Set<string>;

    // What is drawn: view/placement.js.
    visible: string[];
    items: Item[];
    counts: Counts;
    lens: boolean;
    lensTiny: boolean;
    spoken: ((subject: Payload.Subject) => boolean) | null;
    towns?: Town[];

    // How it lies.
    side: HTMLElement;
    lies: Layout | null;
    /** Boxes along the line from the list of Nuuk to its town. */
    thread: Box[];
    named: any;
    plane: any;
    focus: any;
    written: any;
    grown: boolean;
    fontsCome: boolean;
    aiming: boolean;
    started: boolean;
    scrubbing: boolean;
    drawMs: number;
    manyYears: boolean;

    // What is known of a subject.
    state: (id: string) => Payload.State | null;
    stateAt: (id: string, day: string, known?: string) => Payload.State | null;
    runs: (id: string) => Run[];
    shown: (id: string) => boolean;
    unverified: (state: Payload.State) => boolean;
    last: (state: Payload.State) => string;
    claims: (sel: string) => Promise<Evidence>;
    clampDay: (iso: string) => string;
    loadScenes: () => Promise<Payload.Scene[]>;

    // Words in the reader's language.
    words: Words;
    text: (record: { id: string } & Record<string, any>, field: string) => Spoken;
    english: (text: string) => Spoken;
    nameOf: (group: string, id: string) => string;
    name: (id: string) => string;
    capital: (actor: { id: string }) => string;
    whose: (subject: Payload.Subject) => string;
    placeName: (id: string) => string;
    fmtDay: (iso: string, form?: string) => string;
    fmtRange: (low?: number | null, high?: number | null) => string;
    fmtSize: (state: { rounded?: boolean }, low: number | null, high: number | null) => string;
    fmtCount: (n: number) => string;
    setWords: (lang: string, dictionary: Record<string, string>) => void;

    // What stands round the frame.
    metres: () => number;
    still: () => boolean;
    narrow: () => boolean;
    present: () => boolean;
    paper: () => boolean;
    tight: () => boolean;
    low: () => boolean;
    nation: () => string;

    // What a part may ask for: app/map-app.js, view/layout.js, view/viewport.js, story/story.js.
    on: (name: string, listener: (detail?: any) => unknown) => number;
    emit: (name: string, detail?: unknown) => boolean;
    fail: (error: unknown) => void;
    redraw: (change: Change, aim?: () => void) => void;
    announce: () => void;
    select: (sel: string) => void;
    setDay: (iso: string, rest?: boolean) => void;
    preset: (id: string) => void;
    setProjection: (proj: string) => void;
    showAllKinds: () => void;
    isOpen: (name: string) => boolean;
    unfold: (name: string, on?: boolean) => boolean;
    fit: (animate?: boolean) => void;
    readonly atHome: boolean;
    lookAt: (at: LngLat, metres?: number) => void;

    // The story: "story" in the card, "present" before a room.
    telling: string;
    scene: Scene | null;
    glance: string;
    stepping: boolean;
    story: any;
    wear: () => Change;
  }
}
