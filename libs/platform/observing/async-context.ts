import { AsyncLocalStorage } from 'node:async_hooks';
import { ROOT_CONTEXT, type Context, type ContextManager } from '@opentelemetry/api';

/** Carries the span under way along promises and timers, so that a step knows the one it is part of. */
export class AsyncContext implements ContextManager {
  readonly #current = new AsyncLocalStorage<Context>();

  active(): Context {
    return this.#current.getStore() ?? ROOT_CONTEXT;
  }

  with<Arguments extends unknown[], Work extends (...given: Arguments) => ReturnType<Work>>(context: Context, work: Work, self?: ThisParameterType<Work>, ...given: Arguments): ReturnType<Work> {
    return this.#current.run(context, () => work.call(self, ...given));
  }

  bind<Target>(context: Context, target: Target): Target {
    if (typeof target !== 'function') return target;
    return ((...given: unknown[]) => this.#current.run(context, () => (target as (...given: unknown[]) => unknown)(...given))) as Target;
  }

  enable(): this {
    return this;
  }

  disable(): this {
    this.#current.disable();
    return this;
  }
}
