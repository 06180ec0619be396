/** list_services for a model: one line for a Service, one for each way in, then what is wrong. */
import type { Exposure, ServiceExposure } from "../../core/exposure/model.ts";
import { isInside, originOf, readinessOf } from "../../render/text/ways.ts";
import type { ServicesPage } from "../tools/page.ts";
import { asData } from "./data.ts";
import { knowledgeLines, line, noteLines } from "./notes.ts";

export const listText = (page: ServicesPage): string => {
  const { services, total, nextCursor, notes, source } = page;
  return [
    `${services.length === total ? `All ${total}` : `${services.length} of ${total}`} Services.`,
    ...asData([
      line(`Source: ${source}`),
      ...services.flatMap(serviceLines),
      ...(notes.length === 0 ? [] : ["Found:", ...notes.flatMap(noteLines)]),
      ...knowledgeLines(page),
    ]),
    ...(nextCursor === undefined ? [] : [`More: call again with the same arguments and cursor "${line(nextCursor)}".`]),
    ...(page.truncated && nextCursor === undefined ? ["Shortened to fit: ask explain_exposure about one Service for everything on it."] : []),
  ].join("\n");
};

const serviceLines = (service: ServiceExposure): readonly string[] => {
  const ready = service.readiness === undefined ? "" : `, ready ${readinessOf(service)}`;
  return [
    line(`${service.namespace}/${service.name} ${service.type} ${service.ports.join(", ")}${ready}: ${service.verdict}, reach ${service.reach}`),
    ...service.exposures.filter((one) => !isInside(one) || one.verdict !== "yes").map(wayLine),
  ];
};

/** A NodePort has one URL for every node. */
const MOST_URLS = 3;

const urlsOf = ({ urls }: Exposure): string => {
  if (urls.length === 0) return "(no address)";
  return `${urls.slice(0, MOST_URLS).join(" ")}${urls.length > MOST_URLS ? ` and ${urls.length - MOST_URLS} more` : ""}`;
};

export const wayLine = (exposure: Exposure): string => {
  const codes = exposure.verdict === "yes" || exposure.codes.length === 0 ? "" : `: ${exposure.codes.join(", ")}`;
  return line(`  ${exposure.verdict} ${originOf(exposure)} ${urlsOf(exposure)} [${exposure.reach}]${codes}`);
};
