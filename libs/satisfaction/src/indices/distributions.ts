/**
 * Tail probabilities to about 1e-14, from the regularised incomplete gamma and beta functions (series and continued
 * fractions, after Lentz). Written out here because the libraries at hand stop at 3e-7.
 */

const LANCZOS = [0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7];

/** ln Γ(x) for x > 0 (Lanczos, g = 7, nine terms). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = LANCZOS[0];
  for (let i = 1; i < 9; i++) sum += LANCZOS[i] / (x - 1 + i);
  const t = x - 1 + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Upper regularised incomplete gamma Q(a, x). */
function gammaUpper(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(-x + a * Math.log(x) - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < 10_000 && Math.abs(term) > Math.abs(sum) * 1e-17; n++) sum += term *= x / (a + n);
    return 1 - sum * front;
  }
  return front * lentz(x + 1 - a, (i) => -i * (i - a), (i) => x + 1 - a + 2 * i);
}

/** 1 / (b₀ + a₁/(b₁ + a₂/(b₂ + …))). */
function lentz(b0: number, a: (i: number) => number, b: (i: number) => number): number {
  const tiny = 1e-300;
  let c = 1 / tiny;
  let d = 1 / (b0 || tiny);
  let h = d;
  for (let i = 1; i < 10_000; i++) {
    d = 1 / (a(i) * d + b(i) || tiny);
    c = b(i) + a(i) / c || tiny;
    const step = c * d;
    h *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return h;
}

/** Regularised incomplete beta I_x(a, b). */
function betaLower(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaLower(b, a, 1 - x);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  const step = (i: number): number => {
    const m = Math.floor(i / 2);
    if (i % 2 === 0) return (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    return (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
  };
  return front / (1 + step(1) * lentz(1, (i) => step(i + 1), () => 1));
}

/** P(|N| ≥ |z|) of a standard normal. */
export const normalTwoSided = (z: number): number => gammaUpper(0.5, (z * z) / 2);
/** P(|T| ≥ |t|) of Student's t with df > 0 degrees of freedom, which need not be whole. */
export function studentTwoSided(t: number, df: number): number {
  // With many degrees of freedom the beta function loses digits, and t is normal but for this correction.
  if (df > 100_000) return normalTwoSided((t * (1 - 1 / (4 * df))) / Math.sqrt(1 + (t * t) / (2 * df)));
  return betaLower(df / 2, 0.5, df / (df + t * t));
}
/** P(X ≥ x) of chi-square with df degrees of freedom. */
export const chiSquareUpper = (x: number, df: number): number => gammaUpper(df / 2, x / 2);
