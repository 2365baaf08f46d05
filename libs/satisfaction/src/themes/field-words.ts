/**
 * Words of the field that ICU's dictionary takes apart (电费 into 电 and 费): neighbours that make one of them are joined
 * again, the longest first. Data: a supplier may add its own.
 */
export const FIELD_WORDS: readonly string[] = (
  '电费 电价 电表 电压 电网 电量 电工 电线 电缆 供电 供电局 供电所 供电公司 停电 断电 跳闸 复电 来电 用电 节电 窃电 漏电 送电 换表 抄表 阶梯电价 分时电价 ' +
  '欠费 缴费 交费 缴费难 充值 账单 发票 电子发票 营业厅 营业网点 柜台 排队 叫号 窗口 业务 报装 过户 增容 客服 热线 人工服务 抢修 检修 维修 故障 线路 变压器 ' +
  '服务态度 工作人员 网上国网 微信 公众号 小程序 充电桩 光伏 低电压 网上营业厅'
).split(' ');
