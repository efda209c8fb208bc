// Package corpus makes records for tests and benchmarks of the catalog: entries
// as a school writes them, half Chinese, of 600 bytes to 1 KB.
//
// Allowed imports: app and the standard library.
package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"campuskeeper/app"
)

// Record is one made-up record.
type Record struct {
	Head app.Head
	Text string // one value a line
}

// Ledgers are the names of the made-up ledgers.
var Ledgers = func() []string {
	names := []string{"hazard", "canteen", "alarm-test", "visitor", "document", "dispute"}
	for i := len(names); i < 20; i++ {
		names = append(names, fmt.Sprintf("ledger-%02d", i))
	}
	return names
}()

// States are the states in which records are, closed ones most often.
var States = []string{"found", "graded", "ordered", "received", "in-progress", "submitted", "closed", "closed", "closed", "void"}

var (
	places = []string{
		"东大门", "西门卫室", "教学楼A座三层东侧走廊", "教学楼B座楼梯间", "食堂操作间", "食堂库房", "1号宿舍楼",
		"2号宿舍楼四层", "实验楼化学准备室", "体育馆看台", "运动场跑道", "图书馆二层", "校车停靠区", "综合楼配电室",
		"Main gate", "Laboratory 2", "Sports ground", "Boiler room", "Library, first floor", "幼儿园部活动室",
	}
	surnames = []rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕")
	givens   = []rune("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华建国志文辉玲红春燕飞鹏")
	things   = []string{
		"消防栓箱门锁闭", "灭火器压力不足", "应急照明灯不亮", "安全出口指示牌脱落", "疏散通道堆放杂物", "电源插座面板破损",
		"配电箱未上锁", "监控探头存在盲区", "一键报警装置接触不良", "护栏高度不足且松动", "楼梯防滑条磨损", "外墙瓷砖空鼓",
		"篮球架底座螺栓锈蚀", "燃气软管老化", "留样冰箱温度记录缺失", "库房无挡鼠板", "防火门闭门器失效", "危化品未双人双锁保管",
		"校车逃生锤缺失", "围墙外树木倾斜", "窨井盖破裂", "访客登记信息不完整", "保安员防护器材过期", "宿舍违规使用大功率电器",
	}
	measures = []string{
		"立即停用并设置警示标识，由总务处联系维保单位更换", "当日清理完毕，班主任每日巡查并做好记录",
		"更换同规格部件后重新测试，测试结果报安全办备案", "组织全体师生开展专题教育，签订责任书",
		"请属地派出所协助核查，纳入重点人员台账", "拆除后按图纸重新安装，验收合格方可投入使用",
		"增设一处，校长办公会研究经费", "对相关责任人进行约谈，限期三日内整改到位",
	}
	english = []string{
		"checked by the duty leader at the morning round", "photo taken before and after the work",
		"the contractor promised to come back within two days", "class teachers were told by the safety office",
		"no pupils were in the building at that time", "spare part ordered from the supplier, reference kept on file",
		"the police station was informed by telephone beforehand", "signed by both shifts, sealed copy sent up",
	}
	basis = []string{"《中小学幼儿园安全防范要求》", "《中华人民共和国消防法》第十六条", "学校安全工作月查制度", "上级督查反馈意见", "Fire Safety Order, section 4"}
)

// Make returns n records, always the same for a seed.
func Make(n int, seed uint64) []Record {
	rng := rand.New(rand.NewPCG(seed, 42))
	records := make([]Record, n)
	first := app.MustDay("2021-09-01")
	for i := range records {
		records[i] = one(rng, i, first.AddDays(i*1900/n))
	}
	return records
}

// One returns a single record with a number of its own.
func One(seed uint64, i int, day app.Day) Record {
	return one(rand.New(rand.NewPCG(seed, uint64(i))), i, day)
}

func one(rng *rand.Rand, i int, day app.Day) Record {
	thing, place := pick(rng, things), pick(rng, places)
	owner := string(surnames[rng.IntN(len(surnames))]) + string(givens[rng.IntN(len(givens))])
	if rng.IntN(2) == 0 {
		owner += string(givens[rng.IntN(len(givens))])
	}
	h := app.Head{
		Kind: app.KindEntry, ID: newID(rng), Ledger: Ledgers[rng.IntN(len(Ledgers))],
		Number: fmt.Sprintf("YH-%d-%05d", day.Year, i), Title: place + thing + "，" + fmt.Sprint(rng.IntN(90)+1) + "处",
		State: States[rng.IntN(len(States))], Grade: "general", Place: place, Owner: owner, Day: day,
		Sensitivity: app.Internal, Template: 1, Revision: 1,
		Created: day.At(8, i%60, time.UTC), Updated: day.At(16, i%60, time.UTC),
	}
	if rng.IntN(12) == 0 {
		h.Grade = "major"
	}
	if h.State != "closed" && h.State != "void" || rng.IntN(20) == 0 {
		h.Due = day.AddDays(7 + rng.IntN(40))
	}
	category := pick(rng, []string{"fire", "building", "electric", "food", "surroundings", "sports", "equipment"})
	h.Cells = []string{h.Number, day.String(), place, h.Title, h.Grade, owner, h.Due.String(), h.State, category}
	lines := []string{h.Number, h.Title, place, owner, day.String(), category}
	size := 600 + rng.IntN(400)
	for length := 0; length < size; {
		line := sentence(rng)
		lines = append(lines, line)
		length += len(line)
	}
	return Record{h, strings.Join(lines, "\n")}
}

func sentence(rng *rand.Rand) string {
	if rng.IntN(2) == 0 {
		return fmt.Sprintf("%s, %s (ref. %d)", pick(rng, english), pick(rng, english), rng.IntN(100000))
	}
	return fmt.Sprintf("%s：%s；%s，依据%s", pick(rng, things), pick(rng, measures), noise(rng), pick(rng, basis))
}

// noise is a run of characters as varied as a ledger's.
func noise(rng *rand.Rand) string {
	out := make([]rune, 6+rng.IntN(10))
	for i := range out {
		out[i] = rune(0x4e00 + int(float64(5000)*rng.Float64()*rng.Float64()))
	}
	return string(out)
}

func pick(rng *rand.Rand, from []string) string { return from[rng.IntN(len(from))] }

func newID(rng *rand.Rand) app.ID {
	a, b := rng.Uint64(), rng.Uint64()
	return app.ID(fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", uint32(a>>32), uint16(a>>16), a&0xfff, b>>52, b&0xffffffffffff))
}
