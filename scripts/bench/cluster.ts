// list -A of a loaded API server, against kubectl reading the same kinds.
import { findAssets } from "../../test/cluster/assets.ts";
import { startLoadedCluster } from "../../test/cluster/loaded.ts";
import { line, mb, measure, ms } from "./measure.ts";

const services = 10_000;
const kinds = "services,endpointslices,ingresses";

export const cluster = async (program: string): Promise<readonly string[]> => {
  const found = await findAssets();
  if ("skipReason" in found) return [`skipped: the cluster benchmark, ${found.skipReason}`];
  const lines: string[] = [];
  for (const podsPerService of [0, 2] as const) {
    const running = await startLoadedCluster({ services, podsPerService }, {
      assets: found.assets, onProgress: (written) => { if (written % 5000 === 0) console.error(`${written} objects written`); },
    });
    try {
      const kubeconfig = running.kubeconfig();
      const mine = await measure([program, "list", "-A", "--kubeconfig", kubeconfig, ...(podsPerService > 0 ? ["-o", "wide"] : [])], 3);
      const asked = podsPerService > 0 ? `${kinds},pods` : kinds;
      const peer = await measure([found.assets.kubectl, "--kubeconfig", kubeconfig, "get", asked, "-A"], 3);
      const what = podsPerService > 0 ? "list -A -o wide, with 20,000 Pods" : "list -A, 10,000 Services, EndpointSlices and Ingresses";
      lines.push(line(`${what}, time against kubectl get ${asked} -A`, mine.seconds / peer.seconds, podsPerService > 0 ? 0.3 : 0.15, `${ms(mine.seconds)}, ${ms(peer.seconds)}`));
      if (mine.peak !== undefined && peer.peak !== undefined) lines.push(line(`${what}, peak memory`, mine.peak / peer.peak, 1, `${mb(mine.peak)}, ${mb(peer.peak)}`));
    } finally {
      await running.stop();
    }
  }
  return lines;
};
