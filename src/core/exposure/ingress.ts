/** Ways in through Ingresses. */
import { notesAbout } from "../checks/notes-about.ts";
import { groupBy, type Some } from "../snapshot/derived.ts";
import { formatRef } from "../snapshot/ref.ts";
import { refOf, type Snapshot } from "../snapshot/snapshot.ts";
import { type IngressUse, ingressUsesOf } from "../topology/backends.ts";
import { certificateCovers } from "../topology/hostnames.ts";
import { type ClassOf, classOf, type Ingress } from "../topology/ingress-class.ts";
import { findPort } from "../topology/ports.ts";
import type { Service } from "../topology/selection.ts";
import { backendHops } from "./backend.ts";
import { finish, station } from "./draft.ts";
import { frontHop } from "./front.ts";
import { frontOf } from "../topology/loadbalancer.ts";
import type { Exposure, Hop, Way } from "./model.ts";
import { relevant } from "./relevance.ts";

/** One way for each Ingress and host that sends traffic to the Service. */
export const ingressWays = (snapshot: Snapshot, service: Service): readonly Way[] => {
  const uses = ingressUsesOf(snapshot, service);
  if (uses.length === 0) return [];
  const groups = groupBy(uses, (use) => `${use.ingress.metadata.name}\n${use.host ?? ""}`);
  return [...groups.values()].map((group) => ingressWay(snapshot, service, group));
};

/** The entries of spec.tls that cover a host: by name, or for an entry without hosts any. */
export const tlsEntries = (ingress: Ingress, host: string | undefined): readonly number[] =>
  ingress.spec.tls.flatMap((entry, index) =>
    entry.hosts.length === 0 || (host !== undefined && entry.hosts.some((one) => certificateCovers(one, host))) ? [index] : []);

/** The way through places of one Ingress that name this Service, under one host. */
export const ingressWay = (snapshot: Snapshot, service: Service, uses: Some<IngressUse>): Way => {
  const [{ ingress, host, path }] = uses;
  const front = frontOf(ingress.status.loadBalancer?.ingress ?? []);
  const tls = tlsEntries(ingress, host);
  const named = classOf(snapshot, ingress);
  const ports = [...new Set(uses.flatMap((use) => findPort(service, use.backend.service?.port ?? {}) ?? []))];
  const hops: Hop[] = [
    station("client", clientOf(front.reach)),
    ...frontHop(snapshot, front.addresses, host),
    classHop(named),
    ingressHop(snapshot, uses, tls),
    ...backendHops(snapshot, service, ports),
  ];
  return finish({
    via: "Ingress", from: refOf(ingress), path, reach: front.reach, urls: urlsOf(uses, host ?? front.addresses[0], tls.length > 0), tls: tls.length > 0, ...classFields(named),
  }, hops);
};

const ingressHop = (snapshot: Snapshot, uses: Some<IngressUse>, tls: readonly number[]): Hop => {
  const [{ ingress, host = "any host" }] = uses;
  const used = [...uses.map((use) => use.path), ...tls.map((index) => `spec.tls[${index}]`)];
  const about = refOf(ingress);
  const paths = uses.map((use) => use.urlPath ?? (use.isDefault ? "(default backend)" : "/"));
  return station("ingress", `${formatRef(about)}: ${host} ${paths.join(", ")}`, { about, notes: relevant(notesAbout(snapshot, ingress), used) });
};

const classFields = (named: ClassOf): Partial<Pick<Exposure, "class" | "detail" | "controller">> => {
  const name = named.state === "none" ? undefined : named.claim?.name;
  return {
    ...(name === undefined ? {} : { class: name, detail: name }),
    ...(named.state === "found" && named.controller !== "" ? { controller: named.controller } : {}),
  };
};

const clientOf = (reach: string): string => (reach === "internet" ? "a client on the internet" : "a client outside the cluster");

const urlsOf = (uses: readonly IngressUse[], host: string | undefined, tls: boolean): readonly string[] =>
  host === undefined ? [] : [...new Set(uses.map((use) => `${tls ? "https" : "http"}://${host}${literalPath(use.urlPath)}`))];

/** The part of a path that is a path for certain: expressions are cut before their first special character. */
export const literalPath = (path: string | undefined): string => {
  const literal = (path ?? "/").split(/[(|[\\^$*+?{]/)[0] ?? "/";
  return literal.startsWith("/") ? literal : "/";
};

const classHop = (named: ClassOf): Hop => {
  if (named.state === "none") return station("controller", "no Ingress class");
  const name = named.claim?.name ?? "(not known)";
  if (named.state === "found") {
    return station("controller", `IngressClass ${name}, controller ${named.controller || "(none named)"}`, { about: refOf(named.class), checked: named.claim.by === "default" ? ["the default class: the Ingress names none"] : [] });
  }
  return station("controller", `Ingress class ${name}`, { checked: named.state === "unknown" ? [`not known: ${named.because.message}`] : [] });
};
