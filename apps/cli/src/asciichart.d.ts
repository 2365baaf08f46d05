declare module 'asciichart' {
  interface Settings {
    height?: number;
    min?: number;
    max?: number;
    format?: (value: number) => string;
  }
  const asciichart: { plot(series: readonly number[], settings?: Settings): string };
  export default asciichart;
}
