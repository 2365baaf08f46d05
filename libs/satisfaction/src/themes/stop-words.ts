/** Words that name no theme, by language. Data: a supplier may add its own. Compared in lower case. */
export const STOP_WORDS: Readonly<Record<string, readonly string[]>> = {
  zh: ('的 了 是 在 我 我们 你 你们 您 他 她 它 他们 这 那 这个 那个 这些 那些 有 没 没有 不 也 都 就 还 又 很 太 非常 比较 更 最 和 与 或 及 而 但 但是 因为 所以 如果 虽然 ' +
    '对 对于 把 被 给 让 向 从 到 为 为了 以 用 上 下 里 中 时 时候 一 一个 一些 一下 个 次 点 些 吧 吗 呢 啊 呀 哦 嗯 着 过 地 得 会 能 能够 可以 可 要 想 应该 希望 建议 请 请问 ' +
    '什么 怎么 为什么 多 少 再 只 已 已经 正在 之 其 各 每 等 等等 觉得 感觉 认为 知道 来 去 做 好 说 看 不是 就是 还是').split(' '),
  en: ('a about above after again all also am an and any are as at be because been before being below both but by can could did do does doing don down during each few for from further ' +
    'had has have having he her here hers him his how i if in into is it its just me more most my no nor not now of off on once only or other our out over own please quite rather really ' +
    'same she should so some such than that the their them then there these they this those through to too under until up us very was we were what when where which while who whom why ' +
    "will with would you your yours it's i'm i've don't doesn't didn't isn't wasn't can't won't").split(' '),
};
