import { z } from "zod";
import { list } from "../../operations/registry.ts";
import { listText } from "../text/list.ts";
import { pageOf } from "./page.ts";
import { defineTool } from "./tool.ts";

const LIMIT = 50;

export const listServices = defineTool({
  name: "list_services",
  title: "List Services and their exposure",
  description: "Every Service with every way in (Ingress, Gateway API routes, LoadBalancer, NodePort...): URLs, who reaches it, readiness, verdict, problems. For overviews, or to find a name.",
  operation: list,
  takes: ["namespace", "selector", "reachableFrom", "unexposed"],
  own: {
    limit: z.number().int().min(1).max(200).default(LIMIT),
    cursor: z.string().optional().describe("nextCursor of the page before"),
  },
  adds: { total: z.number(), nextCursor: z.string().exactOptional() },
  fit: pageOf,
  text: listText,
});
