// Lists of files: against the parser alone, and the time per Service as files grow.
import { mkdtempSync, rmSync, statSync, writeFileSync, openSync, writeSync, closeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";

import { loadObjects } from "../../test/cluster/load.ts";
import { line, mb, measure, ms } from "./measure.ts";

/** The load of the cluster benchmark, as the YAML that kubectl would print. */
const writeLoad = (file: string, services: number): void => {
  const out = openSync(file, "w");
  for (const object of loadObjects({ services })) writeSync(out, `---\n${stringify(object)}`);
  closeSync(out);
};

const sizes = [100, 1000, 10_000, 100_000] as const;

export const files = async (program: string, parserAlone: readonly string[]): Promise<readonly string[]> => {
  const folder = mkdtempSync(join(tmpdir(), "traffic-bench-"));
  try {
    const lines: string[] = [];
    const perService: number[] = [];
    const empty = join(folder, "empty.yaml");
    writeFileSync(empty, "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n");
    const start = await measure([program, "list", "-A", "-f", empty], 5);
    for (const services of sizes) {
      const file = join(folder, `${services}.yaml`);
      writeLoad(file, services);
      const runs = services > 10_000 ? 1 : 3;
      const mine = await measure([program, "list", "-A", "-f", file], runs);
      perService.push((mine.seconds - start.seconds) / services);
      lines.push(`          ${services} Services, ${(statSync(file).size / 1e6).toFixed(1)} MB: ${ms(mine.seconds)}, ${mb(mine.peak)}, ${(((mine.seconds - start.seconds) / services) * 1e6).toFixed(0)} us a Service`);
      if (services === 10_000) {
        const alone = await measure([...parserAlone, file], runs);
        lines.push(line("list -A -f of 10,000 Services, EndpointSlices and Ingresses against the parser alone", mine.seconds / alone.seconds, 1.2, `${ms(mine.seconds)}, ${ms(alone.seconds)}`));
      }
    }
    const [, , middle = 1, large = 1] = perService;
    lines.push(line("time per Service, 100,000 against 10,000", large / middle, 1.2, perService.map((one) => `${(one * 1e6).toFixed(0)} us`).join(", ")));
    return lines;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
