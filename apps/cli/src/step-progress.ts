import { Presets, SingleBar } from 'cli-progress';

/** Plain lines come at most so often, in milliseconds. */
const LINE_EVERY = 2000;

export interface StepProgress {
  step(phase: string, done: number, total: number): void;
  end(): void;
}

/** Phases with how far they have come, their rate and the time they still take: a bar on a terminal, plain lines elsewhere. */
export function stepProgress(stream: NodeJS.WriteStream, unit: string): StepProgress {
  return stream.isTTY ? bar(stream, unit) : lines(stream, unit);
}

/** Rate and remaining time since a phase began: `41,200 events/s, 3 s left`; empty while there is nothing to say. */
export function paceText(done: number, total: number, elapsedMs: number, unit: string): string {
  if (done <= 0 || elapsedMs < 1) return '';
  const rate = (done * 1000) / elapsedMs;
  const left = Math.ceil((total - done) / rate);
  return `${Math.round(rate).toLocaleString('en-US')} ${unit}/s${left > 0 ? `, ${left >= 120 ? `${Math.ceil(left / 60)} min` : `${left} s`} left` : ''}`;
}

function bar(stream: NodeJS.WriteStream, unit: string): StepProgress {
  let current: { phase: string; bar: SingleBar; from: number; since: number } | null = null;
  const end = (): void => {
    current?.bar.stop();
    current = null;
  };
  return {
    step: (phase, done, total) => {
      if (current?.phase !== phase) {
        end();
        const next = new SingleBar({ stream, format: `${phase.padEnd(10)} {bar} {percentage} % {pace}`, hideCursor: true }, Presets.shades_classic);
        next.start(total, done, { pace: '' });
        current = { phase, bar: next, from: done, since: performance.now() };
      }
      current.bar.update(Math.min(done, total), { pace: paceText(done - current.from, total - current.from, performance.now() - current.since, unit) });
    },
    end,
  };
}

function lines(stream: NodeJS.WriteStream, unit: string): StepProgress {
  let current: { phase: string; from: number; since: number; told: number } | null = null;
  return {
    step: (phase, done, total) => {
      const now = performance.now();
      if (current?.phase !== phase) current = { phase, from: done, since: now, told: -Infinity };
      if (now - current.told < LINE_EVERY) return;
      const pace = paceText(done - current.from, total - current.from, now - current.since, unit);
      stream.write(`${phase}: ${total > 0 ? Math.floor((100 * Math.min(done, total)) / total) : 100} %${pace && `, ${pace}`}\n`);
      current.told = now;
    },
    end: () => {
      current = null;
    },
  };
}
