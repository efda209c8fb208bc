package text

// polyphones are the characters that school papers read in more than one way,
// with every reading that people would type, the usual one first. Readings that
// only a dictionary knows are left out: each would find records nobody meant.
var polyphones = map[rune][]string{
	'重': {"zhong", "chong"}, '长': {"chang", "zhang"}, '行': {"xing", "hang"}, '校': {"xiao", "jiao"},
	'调': {"diao", "tiao"}, '传': {"chuan", "zhuan"}, '降': {"jiang", "xiang"}, '会': {"hui", "kuai"},
	'系': {"xi", "ji"}, '车': {"che", "ju"}, '参': {"can", "shen", "cen"}, '单': {"dan", "shan"},
	'解': {"jie", "xie"}, '乐': {"le", "yue"}, '率': {"lv", "shuai"}, '折': {"zhe", "she"},
	'着': {"zhe", "zhao", "zhuo"}, '藏': {"cang", "zang"}, '省': {"sheng", "xing"}, '角': {"jiao", "jue"},
	'觉': {"jue", "jiao"}, '卡': {"ka", "qia"}, '薄': {"bo", "bao"}, '血': {"xue", "xie"},
	'给': {"gei", "ji"}, '还': {"hai", "huan"}, '没': {"mei", "mo"}, '都': {"dou", "du"},
	'得': {"de", "dei"}, '地': {"di", "de"}, '的': {"de", "di"}, '大': {"da", "dai"},
	'落': {"luo", "la", "lao"}, '露': {"lu", "lou"}, '厦': {"sha", "xia"}, '查': {"cha", "zha"},
	'区': {"qu", "ou"}, '弹': {"dan", "tan"}, '石': {"shi", "dan"}, '说': {"shuo", "shui"},
	'朝': {"chao", "zhao"}, '称': {"cheng", "chen"}, '乘': {"cheng", "sheng"}, '曾': {"ceng", "zeng"},
	'盛': {"sheng", "cheng"}, '泊': {"bo", "po"}, '模': {"mo", "mu"}, '提': {"ti", "di"},
	'强': {"qiang", "jiang"}, '堡': {"bao", "pu"}, '粘': {"zhan", "nian"}, '扎': {"zha", "za"},
	'和': {"he", "huo"}, '埋': {"mai", "man"}, '塞': {"sai", "se"}, '似': {"si", "shi"},
	'剥': {"bo", "bao"}, '削': {"xiao", "xue"}, '吓': {"xia", "he"}, '臭': {"chou", "xiu"},
	'屏': {"ping", "bing"}, '囤': {"tun", "dun"}, '翟': {"zhai", "di"}, '仇': {"chou", "qiu"},
	'尉': {"wei", "yu"}, '种': {"zhong", "chong"}, '壳': {"ke", "qiao"}, '栅': {"zha", "shan"},
	'幢': {"chuang", "zhuang"}, '宿': {"su", "xiu"}, '熟': {"shu", "shou"}, '色': {"se", "shai"},
	'沈': {"shen", "chen"}, '什': {"shen", "shi"}, '贾': {"jia", "gu"}, '拓': {"tuo", "ta"},
	'圈': {"quan", "juan"}, '轧': {"zha", "ya"}, '攒': {"zan", "cuan"}, '咽': {"yan", "ye"},
	'绿': {"lv", "lu"}, '蔓': {"man", "wan"}, '伺': {"si", "ci"}, '尾': {"wei", "yi"},
	'颈': {"jing", "geng"}, '铛': {"dang", "cheng"}, '澄': {"cheng", "deng"}, '侧': {"ce", "zhai"},
	'属': {"shu", "zhu"}, '便': {"bian", "pian"}, '巷': {"xiang", "hang"}, '阿': {"a", "e"},
	'番': {"fan", "pan"}, '券': {"quan", "xuan"}, '秘': {"mi", "bi"}, '缪': {"miao", "mou"},
	'覃': {"qin", "tan"}, '谷': {"gu", "yu"}, '万': {"wan", "mo"}, '殷': {"yin", "yan"},
	'叶': {"ye", "xie"}, '膀': {"bang", "pang"},
}
