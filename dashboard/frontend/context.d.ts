// What the parts of the map's frame share, and which of them writes what. `makeContext` (view/context.js) makes it; others
// add to it what `Written` says.

declare namespace Frame {
  /** Two clocks and a selection. */
  type Choice = { day: string; known: string; sel: string };

  /** What the frame works out of a message, or of a choice that the server has not answered yet (`ahead`). */
  type Seen = { chosen: Record<string, string[]>; match: string[] | null; ahead?: boolean };

  /** The state of the map: view/state.js. */
  interface MapState {
    /** What the server said last. */
    view: Partial<Payload.ViewMessage> & Seen;
    /** What the reader chose; in a story the scene is shown instead. */
    choice: Readonly<Choice>;
    /** The day in view, the day of knowledge and the selection, as they are shown. */
    day: string;
    known: string;
    sel: string;
    /** "laea", with true areas, or "mercator". */
    proj: string;
    /** Ids that the filter leaves; null where it leaves all. */
    matched: ReadonlySet<string> | null;
    /** Whether the filter leaves a subject in such a state, as status asks of it; null where it leaves all. */
    stepped: ((id: string, state: Payload.State) => boolean) | null;
    /** Kinds that the legend has switched off. */
    hidden: ReadonlySet<string>;
    /** "story" in the card, "present" before a room, else empty. */
    storyMode: string;
    scene: Scene | null;
    /** What a room looks at in a card over the scene. */
    glance: string;
    /** Whether a step was made of which the server has not been told yet. */
    stepping: boolean;
    /** Whether a hand moves the day. */
    scrubbing: boolean;
  }

  /** What the context is made of, and what never changes: view/context.js. */
  interface Base {
    /** Leaflet's. */
    map: any;
    elements: Elements;
    io: Host;
    data: Omit<Payload.Start, "words">;
    atlas: Payload.Atlas;
    subjects: ReadonlyMap<string, Payload.Subject>;
    events: ReadonlyMap<string, Payload.Event>;
    /** Subjects that have parts. */
    wholes: ReadonlySet<string>;
    table: StateTable;
    /** The column of the folded lists. */
    side: HTMLElement;
    /** Say that a part could not be drawn. */
    fail: (error: unknown) => void;
    on: (name: string, listener: (detail?: any) => unknown) => number;
    /** Tell listeners; true when one of them says it dealt with it. */
    emit: (name: string, detail?: unknown) => boolean;
  }

  /** What is known of a subject: view/context.js. */
  interface Facts {
    /** On the day in view; null where there is no word. */
    state: (id: string) => Payload.State | null;
    stateAt: (id: string, day: string, known?: string) => Payload.State | null;
    runs: (id: string) => Run[];
    /** Whether the filter lets it through and there is a word on it. */
    shown: (id: string) => boolean;
    /** Whether it rests on a claim that nobody has verified. */
    unverified: (state: Payload.State) => boolean;
    last: (state: Payload.State) => string;
    claims: (sel: string) => Promise<Evidence>;
    clampDay: (iso: string) => string;
    loadScenes: () => Promise<Payload.Scene[]>;
    /** The nation in focus, by code. */
    nation: () => string;
  }

  /** Words in the reader's language: view/context.js. */
  interface Say {
    lang: string;
    words: Words;
    /** Our words about a subject or an event; what nobody has translated is English. */
    text: (record: { id: string } & Record<string, any>, field: string) => Spoken;
    english: (text: string) => Spoken;
    nameOf: (group: string, id: string) => string;
    name: (id: string) => string;
    capital: (actor: { id: string }) => string;
    /** Whose people: a nation, or what several nations do as one, by its own name. */
    whose: (subject: Payload.Subject) => string;
    placeName: (id: string) => string;
    fmtDay: (iso: string, form?: string) => string;
    fmtRange: (low?: number | null, high?: number | null) => string;
    fmtSize: (state: { rounded?: boolean }, low: number | null, high: number | null) => string;
    fmtCount: (n: number) => string;
    setWords: (lang: string, dictionary: Record<string, string>) => void;
  }

  /** What stands round the frame: view/context.js. */
  interface Surroundings {
    /** Ground metres that a pixel covers. */
    metres: () => number;
    /** Whether the reader wants no motion. */
    still: () => boolean;
    narrow: () => boolean;
    present: () => boolean;
    paper: () => boolean;
  }

  /** Which module writes which fields. A test holds that none claims another's; for all others they are read-only. */
  interface Written {
    "view/state.js": MapState;
    "view/context.js": Base & Facts & Say & Surroundings;
    "view/placement.js": {
      /** Ids of what is drawn. */
      visible: string[];
      items: Item[];
      counts: Counts;
      /** Whether Nuuk is drawn as a list beside the map. */
      nuukList: boolean;
      /** In a story: whether it speaks of a subject. */
      spoken: ((subject: Payload.Subject) => boolean) | null;
    };
    "view/layout.js": {
      /** Where the lists lie, until they change. */
      layout: Layout | null;
      tight: () => boolean;
      low: () => boolean;
      isOpen: (name: string) => boolean;
      /** Unfold a list or fold it again; says whether that changed anything. */
      unfold: (name: string, on?: boolean) => boolean;
    };
    "view/viewport.js": {
      /** Look at all of Greenland. */
      fit: (animate?: boolean) => void;
      readonly atHome: boolean;
      lookAt: (at: LngLat, metres?: number) => void;
    };
    "map/basemap.js": { plane: Plane };
    "map/legend.js": { showAllKinds: () => void };
    "map/nuuk-list.js": {
      /** Whether there is no room for the list at rest. */
      nuukListTiny: boolean;
      /** Boxes along the line from the list of Nuuk to its town. */
      leader: Box[];
    };
    "map/labels.js": {
      /** What names and symbols take of the pane, and the lists; null before the first names. */
      named: Ground[] | null;
      /** Of these the words and the blocks alone. */
      written: Ground[] | null;
    };
    "card/card.js": {
      /** Whether the life of the selected subject spans years: days are then written with theirs. */
      manyYears: boolean;
    };
    "story/story.js": {
      story: Story;
      /** Show the scene, or else what was chosen; says what is new in it. */
      showEffective: () => { view: boolean; day: boolean; sel: boolean };
    };
    "app/choices.js": {
      /** Tell the page of the day. */
      announce: () => void;
      select: (sel: string) => void;
      setDay: (iso: string, rest?: boolean) => void;
      preset: (id: string) => void;
      setProjection: (proj: string) => void;
    };
    "app/drawing.js": {
      redraw: (change: Change, aim?: () => void) => void;
      /** While the map is being set to where it looks, nobody draws. */
      aiming: boolean;
      /** A list at rest has grown: once the hand rests it is measured. */
      grew: () => void;
      /** How long the last drawing took. */
      drawMs: number;
    };
    "app/map-app.js": {
      /** Whether the map stands, complete. */
      started: boolean;
      /** Whether the fonts came after the first words were drawn: all widths are counted anew. */
      fontsCome: boolean;
    };
  }

  /** What every part gets. It is read; who may write what says `Written`. */
  interface Context
    extends Readonly<Written["view/state.js"]>,
      Readonly<Base>,
      Readonly<Facts>,
      Readonly<Say>,
      Readonly<Surroundings>,
      Readonly<Written["view/placement.js"]>,
      Readonly<Written["view/layout.js"]>,
      Readonly<Written["view/viewport.js"]>,
      Readonly<Written["map/basemap.js"]>,
      Readonly<Written["map/legend.js"]>,
      Readonly<Written["map/nuuk-list.js"]>,
      Readonly<Written["map/labels.js"]>,
      Readonly<Written["card/card.js"]>,
      Readonly<Written["story/story.js"]>,
      Readonly<Written["app/choices.js"]>,
      Readonly<Written["app/drawing.js"]>,
      Readonly<Written["app/map-app.js"]> {}
}
