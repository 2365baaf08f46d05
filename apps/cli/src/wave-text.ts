import type { Language } from '#credit/explaining/explanation.js';
import type { WaveReport } from '#satisfaction/sampling/wave-list.js';
import { table } from './table.js';

const share = (x: number | null): string => (x === null ? '' : `${(x * 100).toFixed(1)} %`);
const test = (of: { chiSquare: number; degreesOfFreedom: number; p: number | null; rough: boolean } | null): string =>
  of === null || of.p === null ? '–' : `χ² = ${of.chiSquare.toFixed(2)}, df = ${of.degreesOfFreedom}, p = ${of.p.toFixed(4)}${of.rough ? ' (rough)' : ''}`;

/** A wave with its strata in the frame, the sample and the answers. */
export function waveText(wave: WaveReport, lang: Language): string {
  const zh = lang === 'zh';
  const heading = zh
    ? `波次 ${wave.wave}：${wave.questionnaire} 第 ${wave.edition} 版，${wave.opensOn} 至 ${wave.closesOn}\n抽样框 ${wave.inFrame} 户（日志位置 ${wave.framePosition}），抽取 ${wave.drawn} 户，收到 ${wave.answered} 份；随机种子 ${wave.seed}；${wave.askLimitDays} 天内不重复打扰\n\n`
    : `Wave ${wave.wave}: ${wave.questionnaire} ${wave.edition}, ${wave.opensOn} to ${wave.closesOn}\n${wave.inFrame} in the frame (position ${wave.framePosition}), ${wave.drawn} drawn, ${wave.answered} answered; seed ${wave.seed}; nobody asked twice in ${wave.askLimitDays} days\n\n`;
  const columns = zh ? ['层', '抽样框', '占比', '样本', '占比', '答卷', '占比', '配额', ''] : ['stratum', 'frame', 'share', 'sample', 'share', 'answers', 'share', 'quota', ''];
  const rows = wave.strata.map((one) => [one.key, String(one.inFrame), share(one.frameShare), String(one.drawn), share(one.sampleShare), String(one.answered), share(one.answeredShare), String(one.quota), one.open ? (zh ? '开放' : 'open') : zh ? '已满' : 'closed']);
  return `${heading}${table(columns, rows)}\n${zh ? '样本与抽样框' : 'Sample against frame'}: ${test(wave.sample)}\n${zh ? '答卷与抽样框' : 'Answers against frame'}: ${test(wave.answers)}\n`;
}
