// Written by `python -m tests.payload_types` from dashboard/payloads/contract.py. Do not edit.

/** The shapes of what the server sends. */
declare namespace Payload {
  /** One line of the situation; `sel` names what it opens, `drilldown` the rows where it opens no subject. */
  interface SituationRow {
    name: string;
    number: string;
    note: string;
    sel: string;
    drilldown: string;
  }

  /** The situation as the empty card slot draws it; `drilldowns` names the rows behind each note, or nothing. */
  interface Situation {
    title: string;
    rows: SituationRow[];
    notes: string[];
    drilldowns: string[];
  }

  /** The state of a subject on a day; it travels as a row, `Atlas.fields` names the cells. */
  interface State {
    step: string;
    low: number | null;
    high: number | null;
    place: string;
    precision: string;
    rank: string;
    actor: string;
    actor_day: string;
    actor_to: string;
    actor_begun: boolean;
    headline: string;
    number: string;
    rivals: string[];
    due: string;
    since: string;
    begun: boolean;
    after: boolean;
    last: string | null;
    last_said: string;
    sources: number;
    last_known: boolean;
    unconfirmed: boolean;
    disputed: boolean;
    spots: [string, string, number | null, number | null][];
    rank_disputed: boolean;
    place_disputed: boolean;
    group: string;
    wants_number: string;
    counts: string;
    number_day: string;
    unverified: boolean;
    rounded: boolean;
  }

  /** The states by what was known on one day: `data/states`. */
  interface States {
    values: any[][];
    states: Record<string, [string, string, number][]>;
  }

  /** Something that has a state: a contingent, a post, a site. */
  interface Subject {
    id: string;
    kind: string;
    actor: string;
    label: string;
    place: string;
    precision: string;
    lat: number | null;
    lon: number | null;
    programme: string;
    task: string;
    note: string;
    part_of: string;
    exercise: string;
    observes: boolean;
  }

  /** A country or an organisation, with its capital. */
  interface Actor {
    id: string;
    kind: string;
    capital: string;
    lat: number | null;
    lon: number | null;
  }

  /** A place; without coordinates where it has no point on the map. */
  interface Place {
    kind: string;
    precision: string;
    lat: number | null;
    lon: number | null;
    names: string[];
  }

  /** Two clocks under a name. */
  interface Opening {
    id: string;
    label: string;
    as_of: string;
    known_by: string;
  }

  /** Something that happened; `date_text` is its day as the source has it, `date` the last day that this may mean. */
  interface Event {
    id: string;
    title: string;
    summary: string;
    kind: string;
    nations: string[];
    place: string;
    lat: number | null;
    lon: number | null;
    date: string;
    date_text: string;
    sources: string[];
  }

  /** What a step of a state means. */
  interface Step {
    over: boolean;
    seen: boolean;
  }

  /** What a view can be narrowed to: codes, and which of them each subject has (-1: none), and the cell of a state. */
  interface Facet {
    codes: string[];
    subjects: number[];
    cell: string;
  }

  /** How things are drawn. */
  interface Shapes {
    outlines: Record<string, string>;
    letters: Record<string, string>;
    bar: string;
    unlike: string;
    north: string;
    most: number;
    columns: Record<string, [number | null, number][]>;
    old: Record<string, number>;
    reach: Record<string, number>;
    ring_rank: Record<string, number>;
    towns: string[];
    seas: Record<string, [number, number]>;
    key: string[];
  }

  /** The evidence of `data/start`. */
  interface Atlas {
    release: string;
    min: string;
    max: string;
    evidence_to: string;
    kinds: string[];
    shapes: Shapes;
    steps: Record<string, Step>;
    facets: Record<string, Facet>;
    sieves: string[];
    greenland: string;
    wholes: string[];
    subjects: Subject[];
    actors: Record<string, Actor>;
    places: Record<string, Place>;
    openings: Opening[];
    events: Event[];
    fields: string[];
  }

  interface Annotation {
    id: string;
    from: string;
    to: string;
    known: string;
    sel: string;
    place: string;
    text: Record<string, string>;
  }

  /** All that a first look needs: `data/start`. */
  interface Start {
    atlas: Atlas;
    drawn: Record<string, any>;
    states: Record<string, States>;
    annotations: Annotation[];
    words: Record<string, string>;
  }

  /** A source of a scene, in short in each language. */
  interface CitedSource {
    text: Record<string, string>;
    url: string;
    title: string;
    language: string;
  }

  /** A part of a scene's sentence, and the subject that it opens; empty for mere text. */
  interface SceneFragment {
    text: string;
    sel: string;
  }

  /** A scene of the story: `data/scenes.json`. */
  interface Scene {
    id: string;
    as_of: string;
    known_by: string;
    sel: string;
    lights: string[];
    title: Record<string, string>;
    sentence: Record<string, string>;
    fragments: Record<string, SceneFragment[]>;
    cited_sources: CitedSource[];
    notes: Record<string, string>;
  }

  /** The story that one reader alone is told: as it was given, and its scenes; none where there is none. */
  interface Tale {
    text: string;
    scenes: Scene[];
  }

  /** A source of a claim. */
  interface Source {
    publisher: string;
    title: string;
    url: string;
    published: string;
    language: string;
    kind: string;
  }

  /** The claims of a card: `data/claims`; each is a row, `fields` names the cells. */
  interface Claims {
    fields: string[];
    claims: any[][];
    sources: Record<string, Source>;
  }

  /** The area that the view is filtered by: lines around it on the ground, and how many entries lie in it. */
  interface AreaMark {
    text: string;
    lines: [number, number][][];
    name: string;
    summary: string;
    maybe: boolean;
  }

  /** What became of a subject since the other day, and how it was and is. */
  interface ChangeMark {
    kind: string;
    text: string;
  }

  /** What changed since the other day: each kind with its word and number, and what became of each subject. */
  interface ChangeMarks {
    title: string;
    kinds: [string, string, number][];
    entries: Record<string, ChangeMark>;
  }

  /** How a subject is with claims of the reader's own, beside how it is as published. */
  interface YoursMark {
    published: string;
    yours: string;
  }

  /** What an analysis lays over the map; the script that draws it is asked for when there is something of it. */
  interface Marks {
    area: AreaMark | null;
    draw: string;
    changes: ChangeMarks | null;
    yours: Record<string, YoursMark>;
    words: Record<string, string>;
  }

  /** What the frame is told at each run. */
  interface ViewMessage {
    address: [string, string][] | null;
    release: string;
    asof: string;
    known: string;
    chosen: Record<string, string[]>;
    among: string[] | null;
    holds: boolean;
    sel: string;
    proj: string;
    lang: string;
    present: boolean;
    story: boolean;
    scene: number;
    programme: string;
    situation: Situation;
    text_alternative: string;
    tale: Tale | null;
    marks?: Marks;
  }
}
