// Start-up: the executable against kubectl, each only saying its version; then the demo against that.
import { line, measure, ms } from "./measure.ts";

export const startup = async (program: string, kubectl: string): Promise<readonly string[]> => {
  const version = await measure([program, "version"], 20);
  const peer = await measure([kubectl, "version", "--client"], 20);
  const demo = await measure([program, "list", "--demo", "-A"], 20);
  return [
    line("kubectl-traffic version against kubectl version --client", version.seconds / peer.seconds, 0.2, `${ms(version.seconds)}, ${ms(peer.seconds)}`),
    line("list --demo against kubectl-traffic version", demo.seconds / version.seconds, 3, `${ms(demo.seconds)}, ${ms(version.seconds)}`),
  ];
};
