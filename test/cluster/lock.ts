import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const pollEveryMs = 500;

/**
 * Runs `work` while holding the lock file, waiting for whoever holds it now. The file names its holder, so
 * that the lock of a process that died does not hold up the next run.
 */
export async function withLock<T>(lockFile: string, work: () => Promise<T>, onWait?: (holder: number) => void): Promise<T> {
  await mkdir(dirname(lockFile), { recursive: true });
  await acquire(lockFile, onWait);
  try {
    return await work();
  } finally {
    await rm(lockFile, { force: true });
  }
}

async function acquire(lockFile: string, onWait?: (holder: number) => void): Promise<void> {
  let announced = false;
  while (!(await tryCreate(lockFile))) {
    const holder = await holderOf(lockFile);
    if (holder === undefined) continue;
    if (!isAlive(holder)) {
      await rm(lockFile, { force: true });
      continue;
    }
    if (!announced) onWait?.(holder);
    announced = true;
    await sleep(pollEveryMs);
  }
}

async function tryCreate(lockFile: string): Promise<boolean> {
  try {
    await writeFile(lockFile, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (isErrno(error, "EEXIST")) return false;
    throw error;
  }
}

/** undefined when the lock was released in between, or its holder has not written its id yet. */
async function holderOf(lockFile: string): Promise<number | undefined> {
  try {
    const holder = Number.parseInt(await readFile(lockFile, "utf8"), 10);
    if (!Number.isNaN(holder)) return holder;
    await sleep(pollEveryMs);
    return undefined;
  } catch (error) {
    if (isErrno(error, "ENOENT")) return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isErrno(error, "ESRCH");
  }
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
