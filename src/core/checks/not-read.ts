/** Objects of a kind that is read, in a version that is not. No check of one object: there is none to look at. */
import { compareNotes, type Note } from "../notes/note.ts";
import { type Kind, kinds, outdatedKind } from "../snapshot/kinds.ts";
import { formatRef, type ObjectRef } from "../snapshot/ref.ts";
import { refOf, type Snapshot } from "../snapshot/snapshot.ts";

/** Keep sorted. */
export const notReadCodes = {
  IngressVersionNotServed: { severity: "warning", title: "An Ingress is written for a version that no cluster serves any more" },
  VersionNotRead: { severity: "warning", title: "An object is written for a version of its kind that is not interpreted" },
} as const;

/** One note for each object that was left out because of its version, in the order in which notes leave the core. */
export const notReadNotes = ({ foreign }: Snapshot): readonly Note[] =>
  foreign.flatMap(({ apiVersion, kind: kindName, namespace, name }) => {
    const kind = outdatedKind(apiVersion, kindName);
    return kind ? [noteOf(kind, apiVersion, refOf({ apiVersion, kind, metadata: { namespace, name } }))] : [];
  }).toSorted(compareNotes);

/** Both were removed in Kubernetes 1.22 (deprecation guide of the API). */
const REMOVED = new Set(["extensions/v1beta1", "networking.k8s.io/v1beta1"]);

const noteOf = (kind: Kind, apiVersion: string, about: ObjectRef): Note => {
  const { group, versions } = kinds[kind];
  const place = { about, path: "apiVersion" };
  const written = `${formatRef(about)} is written for ${apiVersion}`;
  if (kind === "Ingress" && REMOVED.has(apiVersion)) {
    return {
      code: "IngressVersionNotServed", ...notReadCodes.IngressVersionNotServed, ...place,
      detail: `${written}, which no cluster serves since Kubernetes 1.22: it is not interpreted.`,
      fix: [`Write ${formatRef(about)} for ${group}/v1: serviceName and servicePort become service.name and service.port, and every path gets a pathType (the kubectl convert plugin does that).`],
    };
  }
  return {
    code: "VersionNotRead", ...notReadCodes.VersionNotRead, ...place,
    detail: `${written}; ${kind} is read in ${versions.join(", ")}: it is not interpreted.`,
    fix: [`Write ${formatRef(about)} for ${group === "" ? "" : `${group}/`}${versions[0] ?? ""}.`],
  };
};
