import type { Language } from '../edge/language.js';

/** What the form says by itself; the questions bring their own words. */
export interface SurveyWords {
  readonly intro: string;
  readonly apart: string;
  readonly page: (page: number, pages: number) => string;
  readonly error: string;
  readonly mend: (count: number) => string;
  readonly scale: (from: number, low: string, to: number, high: string) => string;
  readonly none: string;
  readonly required: string;
  readonly atMost: (characters: number) => string;
  readonly next: string;
  readonly back: string;
  readonly send: string;
  readonly more: string;
  readonly extra: string;
  readonly other: string;
  readonly sections: { readonly overall: string; readonly importance: string; readonly expectation: string; readonly text: string; readonly rest: string };
  readonly problems: Readonly<Record<string, string>>;
  readonly thanks: string;
  readonly arrived: string;
  readonly coupon: string;
  readonly refused: Readonly<Record<string, readonly [heading: string, text: string]>>;
}

export const SURVEY_WORDS: Readonly<Record<Language, SurveyWords>> = {
  zh: {
    intro: '感谢您抽出几分钟。每一题都可以跳过，除非注明必答。',
    apart: '您的答案与您的姓名分开保存：我们只知道您已答复，不知道您答了什么。',
    page: (page, pages) => `第 ${page} 页，共 ${pages} 页`,
    error: '有误',
    mend: (count) => `有 ${count} 处需要更正`,
    scale: (from, low, to, high) => `${from} = ${low}，${to} = ${high}`,
    none: '不作答',
    required: '（必答）',
    atMost: (characters) => `最多 ${characters} 个字`,
    next: '下一页',
    back: '上一页',
    send: '提交答卷',
    more: '继续回答更多问题',
    extra: '以下问题可以不答，随时可以提交。',
    other: 'English',
    sections: { overall: '总体评价', importance: '对您有多重要', expectation: '您期望的水平', text: '您的意见', rest: '其他' },
    problems: {
      'missing-required': '此题必答，请选择一项。', 'not-a-number': '请选择量表上的一个数字。', 'off-scale': '请选择量表上的一个数字。', 'unknown-option': '请选择所列选项之一。', 'not-a-text': '请填写文字。', 'too-long': '文字过长，请缩短。', 'nothing-answered': '尚未回答任何问题，请至少回答一题。',
    },
    thanks: '谢谢您！',
    arrived: '您的答卷已收到。您可以关闭本页。',
    coupon: '优惠券将很快发送给您，无论您如何作答。',
    refused: {
      'token-used': ['此链接已使用', '您的答卷此前已收到，每个链接只计一次。谢谢您！'],
      'token-expired': ['此链接已过期', '答复期限已过。下次欢迎您参与。'],
      'survey-closed': ['调查已结束', '本次调查所需的答卷已收齐。谢谢您！'],
      'unknown-token': ['链接无效', '请检查链接是否完整，或直接从短信中点击打开。'],
      'too-many-requests': ['请稍候', '当前访问人数较多，请一分钟后再试。'],
      unexpected: ['暂时无法处理', '您的答案尚未提交。请返回上一页，稍后再试。'],
    },
  },
  en: {
    intro: 'Thank you for a few minutes. Every question may be left out unless it says otherwise.',
    apart: 'Your answers are kept apart from your name: we know that you have answered, not what.',
    page: (page, pages) => `Page ${page} of ${pages}`,
    error: 'Error',
    mend: (count) => (count === 1 ? 'There is one thing to put right' : `There are ${count} things to put right`),
    scale: (from, low, to, high) => `${from} = ${low}, ${to} = ${high}`,
    none: 'No answer',
    required: '(required)',
    atMost: (characters) => `At most ${characters} characters`,
    next: 'Next page',
    back: 'Previous page',
    send: 'Send my answers',
    more: 'Answer more questions',
    extra: 'The questions below may be left out; you can send at any time.',
    other: '中文',
    sections: { overall: 'All in all', importance: 'How important it is to you', expectation: 'What you expect', text: 'Your own words', rest: 'More' },
    problems: {
      'missing-required': 'This question has to be answered: choose one.', 'not-a-number': 'Choose a number of the scale.', 'off-scale': 'Choose a number of the scale.', 'unknown-option': 'Choose one of the options.', 'not-a-text': 'Write a text.', 'too-long': 'The text is too long: shorten it.', 'nothing-answered': 'Nothing is answered yet: answer at least one question.',
    },
    thanks: 'Thank you!',
    arrived: 'Your answers have arrived. You can close this page.',
    coupon: 'Your coupon is on its way, whatever you answered.',
    refused: {
      'token-used': ['This link was used', 'Your answers arrived before, and each link counts once. Thank you!'],
      'token-expired': ['This link has expired', 'The time for answering is over. We hope to hear from you next time.'],
      'survey-closed': ['This survey is complete', 'It has all the answers that it needs. Thank you!'],
      'unknown-token': ['This link is not valid', 'Check that the link is complete, or open it from the message itself.'],
      'too-many-requests': ['One moment', 'Many people are answering just now. Please try again in a minute.'],
      unexpected: ['This did not work', 'Your answers were not sent. Go back and try again in a moment.'],
    },
  },
};
