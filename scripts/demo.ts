// npm run demo: the main job on the platform that is embedded in the program.
import { run } from "./processes.ts";

const commands: readonly (readonly string[])[] = [
  ["list", "--demo", "-A"],
  ["explain", "service/task-api", "-n", "tasks", "--demo"],
];

/** A command answers with 1 when it found something wrong, which in the demo it does; anything higher is a failure. */
const highestAnswer = 1;

async function demo(): Promise<number> {
  for (const command of commands) {
    console.log(`\n$ kubectl traffic ${command.join(" ")}\n`);
    const { code } = await run(process.execPath, ["src/cli/main.ts", ...command], { show: true });
    if (code > highestAnswer) return code;
  }
  return 0;
}

process.exitCode = await demo();
