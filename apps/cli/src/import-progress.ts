import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '#platform/projecting/projector.js';
import type { ImportProgress } from '#platform/recording/import/import-folder.js';

/** Plain lines come at most so often, in milliseconds. */
const LINE_EVERY = 2000;

/** A bar on a terminal, plain lines elsewhere. */
export function importProgress(stream: NodeJS.WriteStream) {
  const show = stream.isTTY ? bar(stream) : lines(stream);
  return {
    step: (phase: string, done: number, total: number) => show.step(phase, done, total),
    show: ({ phase, done, total }: ImportProgress) => show.step(phase, done, total),
    projected: ({ position, head }: Progress) => show.step('projecting', position, head),
    end: () => show.end(),
  };
}

function bar(stream: NodeJS.WriteStream) {
  let current: { phase: string; bar: SingleBar } | null = null;
  const end = (): void => {
    current?.bar.stop();
    current = null;
  };
  return {
    step: (phase: string, done: number, total: number): void => {
      if (current?.phase !== phase) {
        end();
        const next = new SingleBar({ stream, format: `${phase.padEnd(10)} {bar} {percentage} %`, hideCursor: true, clearOnComplete: false }, Presets.shades_classic);
        next.start(total, 0);
        current = { phase, bar: next };
      }
      current.bar.update(Math.min(done, total));
    },
    end,
  };
}

function lines(stream: NodeJS.WriteStream) {
  let last = '';
  let at = 0;
  return {
    step: (phase: string, done: number, total: number): void => {
      const now = performance.now();
      if (phase === last && now - at < LINE_EVERY) return;
      if (phase !== last || total > 0) stream.write(`${phase}: ${total > 0 ? Math.floor((100 * Math.min(done, total)) / total) : 100} %\n`);
      last = phase;
      at = now;
    },
    end: (): void => {
      last = '';
    },
  };
}
