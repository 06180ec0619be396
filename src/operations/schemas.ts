/** The published form of what operations answer. Types come from the core; a difference does not compile. */
import { z } from "zod";
import type { ExplainResult, Exposure, Fix, Hop, ListResult, ServiceExposure, TypeRow, Way } from "../core/exposure/model.ts";
import type { Note } from "../core/notes/note.ts";
import type { ObjectRef } from "../core/snapshot/ref.ts";
import { type Gap } from "../core/snapshot/snapshot.ts";
import { kindNames } from "../core/snapshot/kinds.ts";

export const verdict = z.enum(["yes", "no", "unknown"]);
export const audience = z.enum(["pods", "nodes", "network", "internet", "unknown"]);

export const objectRef: z.ZodType<ObjectRef> = z.object({ group: z.string(), kind: z.string(), namespace: z.string(), name: z.string() });

export const note: z.ZodType<Note> = z.object({
  code: z.string(),
  severity: z.enum(["error", "warning", "info"]),
  title: z.string(),
  about: objectRef,
  path: z.string().describe("The field that causes it"),
  detail: z.string(),
  fix: z.array(z.string()),
  unknown: z.string().exactOptional().describe("Why it could not be decided"),
});

export const gap: z.ZodType<Gap> = z.object({
  kind: z.literal(kindNames),
  namespace: z.string().exactOptional(),
  name: z.string().exactOptional(),
  reason: z.enum(["Forbidden", "NotInstalled", "NotRequested", "Unreachable", "NotInFiles", "Unreadable"]),
  message: z.string(),
});

export const exposure: z.ZodType<Exposure> = z.object({
  via: z.enum(["ClusterIP", "Headless", "ExternalName", "NodePort", "LoadBalancer", "ExternalIP", "HostPort", "HostNetwork", "Ingress", "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"]),
  from: objectRef,
  path: z.string(),
  urls: z.array(z.string()),
  reach: audience,
  verdict,
  codes: z.array(z.string()),
  detail: z.string().exactOptional(),
  class: z.string().exactOptional(),
  controller: z.string().exactOptional(),
  tls: z.boolean().exactOptional(),
  gateway: objectRef.exactOptional(),
  listener: z.string().exactOptional(),
  share: z.number().exactOptional(),
});

const readiness = z.object({ ready: z.number(), total: z.number(), terminating: z.number(), servingTerminating: z.number() });

export const serviceExposure: z.ZodType<ServiceExposure> = z.object({
  namespace: z.string(),
  name: z.string(),
  type: z.string(),
  clusterIP: z.string().exactOptional(),
  ports: z.array(z.string()),
  exposures: z.array(exposure),
  readiness: readiness.exactOptional(),
  verdict,
  reach: audience,
  labels: z.record(z.string(), z.string()),
  createdAt: z.string().exactOptional(),
});

export const listResult: z.ZodType<ListResult> = z.object({
  services: z.array(serviceExposure),
  notes: z.array(note),
  gaps: z.array(gap),
  source: z.string(),
  assumptions: z.array(z.string()),
});

const hop: z.ZodType<Hop> = z.object({
  kind: z.enum(["client", "address", "loadbalancer", "node", "controller", "gateway", "listener", "ingress", "route", "service", "endpoints", "pods"]),
  about: objectRef.exactOptional(),
  label: z.string(),
  verdict,
  checked: z.array(z.string()),
  notes: z.array(note),
});

const way: z.ZodType<Way> = z.object({ exposure, verdict, hops: z.array(hop) });

const fix: z.ZodType<Fix> = z.object({ text: z.string(), commands: z.array(z.string()), code: z.string().exactOptional(), about: objectRef.exactOptional() });

const typeRow: z.ZodType<TypeRow> = z.object({
  type: z.string(), current: z.boolean(), address: z.string(), reachedBy: z.string(), ports: z.string(), cost: z.string(), remarks: z.array(z.string()),
});

export const explainResult: z.ZodType<ExplainResult> = z.object({
  target: objectRef.exactOptional(),
  asked: z.string(),
  verdict,
  summary: z.string(),
  purpose: z.array(z.string()),
  path: z.array(hop).describe("The hops of the way that decides"),
  ways: z.array(way),
  notes: z.array(note),
  fixes: z.array(fix),
  comparison: z.array(typeRow).exactOptional(),
  gaps: z.array(gap),
  source: z.string(),
  assumptions: z.array(z.string()),
});

export const listInput = z.object({
  namespace: z.string().optional().describe("Only this namespace; absent: all"),
  selector: z.string().optional().describe("Label selector of Services, as kubectl -l takes it"),
  reachableFrom: z.enum(["pods", "nodes", "network", "internet"]).optional().describe("Only Services that a client there can reach"),
  unexposed: z.boolean().optional().describe("Only Services without a way in from outside the cluster"),
  pods: z.boolean().optional().describe("Also read Pods: host ports, host networks and why endpoints are missing"),
  sort: z.enum(["name", "verdict", "reach", "type", "age"]).optional(),
});

export const explainInput = z.object({
  target: z.string().describe("service/NAME, NAME, ingress/…, gateway/…, httproute/… (any route), pod/…, a URL, an IP with or without port, or a hostname"),
  namespace: z.string().optional().describe("Where a name is looked for; absent: the default namespace first, then wherever the name is unique"),
  defaultNamespace: z.string().optional().describe("The context's own namespace"),
  from: z.enum(["internet", "network", "node", "pod"]).optional().describe("Judge for one client only"),
  compareTypes: z.boolean().optional().describe("Also compare ClusterIP, NodePort, LoadBalancer and others for this Service"),
  costLow: z.number().nonnegative().optional().describe("Assumed monthly cost of a load balancer in dollars, from"),
  costHigh: z.number().nonnegative().optional().describe("… to"),
});
