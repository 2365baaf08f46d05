/** Works on each item while the one before it is being dealt with; in order. */
export async function* oneAhead<Item, Result>(items: AsyncIterable<Item>, work: (item: Item) => Promise<Result>): AsyncGenerator<[Item, Result]> {
  let ahead: [Item, Promise<Result>] | null = null;
  for await (const item of items) {
    const result = work(item);
    // Awaited one turn later; until then a failure must not count as unhandled.
    result.catch(() => {});
    if (ahead) yield [ahead[0], await ahead[1]];
    ahead = [item, result];
  }
  if (ahead) yield [ahead[0], await ahead[1]];
}
