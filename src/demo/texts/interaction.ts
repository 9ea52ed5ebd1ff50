import type { Grammar } from '../grammar.ts'

export const messages: Grammar = {
  category: '综合政务',
  keywords: ['市民留言', '{trouble}'],
  by: 'trouble',
  units: ['office', 'urban', 'construction', 'education', 'labour', 'police', 'transport', 'towns'],
  words: { trouble: ['路灯不亮@urban', '下水道堵塞@construction', '小区停车难@urban', '噪声扰民@urban', '公交班次少@transport', '学区怎样划分@education', '医保怎样报销@labour', '公租房怎样申请@housing', '垃圾清运不及时@urban', '自来水水压低@construction', '占道经营@urban', '危桥维修@transport', '养老保险怎样转移@labour', '农村道路硬化@towns', '房产证办理@land', '低保申请@civil', '宽带乱收费@industry', '楼道消防通道堵塞@police', '流浪狗@police', '广场舞音量@police'] },
  titles: ['关于{community}{trouble}的留言', '关于{road}{trouble}的留言', '{village}村民反映{trouble}', '咨询:{trouble}({town})', '建议解决{road}{trouble}问题', '{citizen}反映{town}{trouble}'],
  leads: ['留言:{citizen}反映,{road}一带存在{trouble}的情况,已有{2..20}天,希望有关部门尽快处理。', '留言:请问{trouble}由哪个单位负责,需要什么材料,多长时间可以办好?'],
  middles: ['答复:您好!您的留言收悉,已转{Unit}办理,现答复如下。', '接到留言后,{Unit}于{day+1}派人到现场查看,与您反映的情况基本一致。', '已经安排维修人员处理,{day+3}恢复正常。', '这件事属于{department}的职责,已协调安排在{day+20}前完成。', '按照规定,需要身份证、户口簿和申请表,在村(社区)代办点就可以办理,{3..15}个工作日办结。', '因涉及管线改造,已列入{year+1}年计划,施工前会公告。', '工作人员已电话回访,您对处理结果表示满意。', '感谢您的监督。今后如有类似情况,可以拨打12345。'],
  ends: ['答复单位:{Unit};答复日期:{day+4}。'],
}

export const services: Grammar = {
  category: '综合政务',
  keywords: ['便民服务', '{matter}'],
  units: ['services'],
  words: { matter: ['身份证办理', '护照办理', '新生儿落户', '公积金提取', '公积金贷款', '医保异地备案', '社保卡挂失', '婚姻登记预约', '老年优待证', '水费缴纳', '天然气开户', '公交线路查询', '不动产登记预约', '学生转学', '残疾证办理', '机动车年检', '驾驶证换证', '生育登记'] },
  titles: ['{matter}办事提示', '怎样办理{matter}({year}年版)', '{matter}常见问题解答', '{town}便民服务中心{matter}指南', '{matter}网上办理流程', '{year}年{matter}服务时间调整'],
  leads: ['办理{matter},请看下面几点。'],
  middles: ['去哪里办:市政务服务中心{1..28}号窗口,或者所在镇(街道)便民服务中心。', '带什么:身份证原件;委托他人办理的,带委托书和双方身份证。', '多长时间:材料齐全的当场办结,需要上级审批的{3..15}个工作日。', '多少钱:不收费;工本费按国家标准{0..40}元。', '网上办:登录网上办事大厅或者手机端,上传照片即可,结果免费邮寄。', '提前预约可以减少等候,每天上午{8..9}时和下午{2..3}时放号。', '行动不便的老年人、残疾人可以申请上门服务。'],
  ends: ['不清楚的请拨打12345。', '办理条件如有变化,以窗口公布的为准。'],
}

export const overview: Grammar = {
  category: '综合政务',
  keywords: ['津市', '{aspect}'],
  units: ['office', 'culture'],
  words: { aspect: ['历史沿革', '自然地理', '人口民族', '行政区划', '名胜古迹', '风味特产', '交通区位', '产业概况'] },
  titles: ['津市{aspect}', '津市{aspect}({year}年更新)'],
  leads: ['津市位于澧水下游,这里介绍津市的{aspect}。'],
  middles: ['津市因澧水码头而兴,旧有“湘北门户”之称,商贾云集,会馆林立。', '嘉山有孟姜女传说,车胤囊萤夜读的故事流传至今。', '毛里湖水面开阔,是候鸟越冬的栖息地。', '牛肉米粉、刘聋子粉馆、望月茶等风味为人熟知。', '市域东西长约{30..40}公里,南北宽约{30..40}公里,地势西南高、东北低。', '交通以公路和水路为主,省道穿城而过,澧水通航。'],
  ends: ['更多内容见地方志。'],
}

/** Policies explained: the words of interpretations. */
export const interpretations: Grammar = {
  category: '综合政务',
  keywords: ['政策解读', '{policy}'],
  units: ['office'],
  words: { policy: ['这份文件'] },
  titles: ['《{policy}》政策解读', '一图读懂《{policy}》', '《{policy}》问答', '{department}负责人就《{policy}》答记者问'],
  leads: ['《{policy}》已经公布,现就大家关心的几个问题作如下解读。'],
  middles: ['## 为什么出台', '原有做法标准不一、程序不清,群众意见较多;上位规定修改后,也需要相应调整。', '## 主要内容', '文件共{5..9}章{18..42}条,明确了适用范围、办理程序、各方责任和监督办法。', '## 群众得到什么', '办理材料减少{1..5}份,时限缩短{3..10}个工作日,不再要求自己开具证明。', '## 什么时候施行', '文件自公布之日起{7..30}日后施行,此前已经受理的按原规定办理。', '## 找谁咨询', '由{department}负责解释,各镇(街道)便民服务中心可以咨询。'],
  ends: ['解读单位:{department}。'],
}

/** What the news desk cannot say in other words: annual reports of earlier years. */
export const reports: Grammar = {
  category: '综合政务',
  keywords: ['政府信息公开', '年度报告'],
  units: ['office'],
  titles: ['津市市人民政府{year-1}年政府信息公开工作年度报告'],
  leads: ['根据《中华人民共和国政府信息公开条例》的规定,现公布{year-1}年政府信息公开工作年度报告。'],
  middles: ['## 一、主动公开情况', '全年通过政府网站主动公开信息{900..4200}条,重点公开财政预决算、保障性住房、征地拆迁等信息。', '## 二、依申请公开情况', '全年受理申请{0..9}件,均按期答复。', '## 三、行政复议、行政诉讼情况', '全年没有发生因政府信息公开引起的行政复议、行政诉讼。', '## 四、问题和改进', '少数单位公开不及时、内容不完整,将加强培训和检查。'],
  ends: ['报告电子版可在本网站下载。'],
}
