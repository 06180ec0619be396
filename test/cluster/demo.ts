/** The demo platform as objects that a real API server takes. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { makeCertificate } from "../support/certificates.ts";
import { isRecord, readObjects, type KubeObject } from "./objects.ts";

export const demoNamespaces = ["pay", "platform", "shop", "tasks"] as const;

const folder = join(import.meta.dirname, "../../src/loaders/demo/platform");

/** The server has its own CRDs and its own default Service; ReplicaSets of the demo have no containers, and no answer reads them. */
const leftOut = ["CustomResourceDefinition", "ReplicaSet"];

export function demoObjects(): readonly KubeObject[] {
  const all = readdirSync(folder).toSorted().flatMap((file) => readObjects(readFileSync(join(folder, file), "utf8")));
  return all.filter((object) => !leftOut.includes(object.kind) && isPlatform(object)).map(withOwners).map(withFreshCertificate);
}

function isPlatform({ kind, metadata }: KubeObject): boolean {
  const namespace = kind === "Namespace" ? metadata.name : metadata.namespace;
  return namespace === undefined || demoNamespaces.some((one) => one === namespace);
}

/** The server wants to know which incarnation an owner is. */
function withOwners(object: KubeObject): KubeObject {
  const owners = object.metadata["ownerReferences"];
  if (!Array.isArray(owners)) return object;
  const ownerReferences = owners.filter(isRecord).map((owner) => ({ ...owner, uid: `uid-of-${String(owner["name"])}` }));
  return { ...object, metadata: { ...object.metadata, ownerReferences } };
}

/** The demo is said to be taken at a fixed time; certificates on a server are judged by today's. */
function withFreshCertificate(object: KubeObject): KubeObject {
  if (object["type"] !== "kubernetes.io/tls") return object;
  const { pem, keyPem } = makeCertificate({ commonName: "example.com", names: ["*.example.com", "example.com"] });
  const data = { "tls.crt": Buffer.from(pem).toString("base64"), "tls.key": Buffer.from(keyPem).toString("base64") };
  return { ...object, data };
}
