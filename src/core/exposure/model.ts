/** The values that list and explain answer with: plain data, the same for people, scripts and assistants. */
import type { Note, Verdict } from "../notes/note.ts";
import type { ObjectRef } from "../snapshot/ref.ts";
import type { Gap } from "../snapshot/snapshot.ts";
import type { Readiness } from "../topology/endpoints.ts";
import type { Audience } from "../topology/loadbalancer.ts";
import type { Via } from "../topology/via.ts";

/** One way in to a Service. */
export interface Exposure {
  readonly via: Via;
  /** The object that declares it: the Service itself, an Ingress, a route, a pod. */
  readonly from: ObjectRef;
  /** The field of `from` that declares it. */
  readonly path: string;
  /** What a client types, in order of preference; empty while there is no address. */
  readonly urls: readonly string[];
  readonly reach: Audience;
  /** Whether it works: no if something breaks it, unknown with a note that says why. */
  readonly verdict: Verdict;
  /** Codes of the notes that decide the verdict, and of warnings, sorted; the notes themselves stand beside. */
  readonly codes: readonly string[];
  /** In a word or two, for tables: `pending`, `internal`, `nginx`, `public/https`. */
  readonly detail?: string;
  readonly class?: string;
  readonly controller?: string;
  readonly tls?: boolean;
  /** For routes: the Gateway (or ListenerSet) and listener that carry it. */
  readonly gateway?: ObjectRef;
  readonly listener?: string;
  /** For routes and Ingresses: share of the rule's traffic that this Service gets, 0 to 1, where it is not all. */
  readonly share?: number;
}

export interface ServiceExposure {
  readonly namespace: string;
  readonly name: string;
  readonly type: string;
  readonly clusterIP?: string;
  /** `http 80/TCP` and so on. */
  readonly ports: readonly string[];
  readonly exposures: readonly Exposure[];
  /** Absent where EndpointSlices could not be read. */
  readonly readiness?: Readiness;
  readonly verdict: Verdict;
  /** The widest circle that a working way in reaches. */
  readonly reach: Audience;
  readonly labels: Readonly<Record<string, string>>;
  readonly createdAt?: string;
}

export interface ListResult {
  readonly services: readonly ServiceExposure[];
  /** Notes about the listed Services and their ways in, most severe first. */
  readonly notes: readonly Note[];
  readonly gaps: readonly Gap[];
  readonly source: string;
  readonly assumptions: readonly string[];
}

export type HopKind = "client" | "address" | "loadbalancer" | "node" | "controller" | "gateway" | "listener" | "ingress" | "route" | "service" | "endpoints" | "pods";

/** One station on the way from the client to the pods. */
export interface Hop {
  readonly kind: HopKind;
  readonly about?: ObjectRef;
  /** What it is: `Service tasks/task-api, port 8000/TCP`. */
  readonly label: string;
  readonly verdict: Verdict;
  /** What was looked at, a short statement each: `selector app=task-api matches 3 pods`. */
  readonly checked: readonly string[];
  readonly notes: readonly Note[];
}

/** One way in, hop by hop. */
export interface Way {
  readonly exposure: Exposure;
  readonly verdict: Verdict;
  readonly hops: readonly Hop[];
}

/** Something to do. `commands` are complete and can be copied; a manifest is printed for `kubectl apply -f -`. */
export interface Fix {
  readonly text: string;
  readonly commands: readonly string[];
  readonly code?: string;
  readonly about?: ObjectRef;
}

/** One row of `explain --compare-types`. */
export interface TypeRow {
  readonly type: string;
  readonly current: boolean;
  readonly address: string;
  readonly reachedBy: string;
  readonly ports: string;
  readonly cost: string;
  readonly remarks: readonly string[];
}

export interface ExplainResult {
  /** What was asked about, resolved: an object, or undefined where nothing of the sort is known. */
  readonly target?: ObjectRef;
  readonly asked: string;
  readonly verdict: Verdict;
  /** The first line: the verdict in one sentence. */
  readonly summary: string;
  /** What it is and who needs it, in a few sentences. */
  readonly purpose: readonly string[];
  /** The hops of the way that decides the verdict. */
  readonly path: readonly Hop[];
  /** All ways, the deciding one first. */
  readonly ways: readonly Way[];
  readonly notes: readonly Note[];
  readonly fixes: readonly Fix[];
  readonly comparison?: readonly TypeRow[];
  readonly gaps: readonly Gap[];
  readonly source: string;
  readonly assumptions: readonly string[];
}
