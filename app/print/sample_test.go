package print_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"sync"
	"testing"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/form"
	"campuskeeper/app/ledger"
	"campuskeeper/app/print"
	"campuskeeper/app/schema"
	"campuskeeper/assets/fonts"
)

// printed is when the papers of the tests are printed.
var printed = time.Date(2026, 11, 23, 16, 2, 0, 0, time.FixedZone("CST", 8*3600))

var printer = sync.OnceValues(func() (*print.Printer, error) { return print.New(fonts.Regular(), fonts.Bold()) })

func newPrinter(t testing.TB) *print.Printer {
	t.Helper()
	p, err := printer()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// office is what the papers are made from: words, templates and loops as shipped.
type office struct {
	words   *app.Words
	library *ledger.Library
}

func newOffice(t testing.TB) office {
	t.Helper()
	words, err := app.LoadWords(os.DirFS("../../assets/words"))
	if err != nil {
		t.Fatal(err)
	}
	library, err := ledger.ReadLibrary(os.DirFS("../../assets/loops"), os.DirFS("../../assets/ledgers"))
	if err != nil {
		t.Fatal(err)
	}
	return office{words, library}
}

func (o office) clerk(langs ...app.Lang) *form.Clerk {
	school := app.School{Name: "滨河示例学校", Lang: app.Chinese}
	if langs[0] == app.English {
		school.Name = "Riverside School"
	}
	return form.NewClerk(o.words, school, printed, langs...)
}

func (o office) template(t testing.TB, name string) (ledger.Template, ledger.Loop) {
	t.Helper()
	template, err := o.library.Template(name)
	if err != nil {
		t.Fatal(err)
	}
	return template, o.library.Loop(template)
}

const hazardID = app.ID("7b0c3f52-91d4-4e6a-8c1d-52f0a7be3d19")

func step(from, to ledger.State, day, who string) ledger.Step {
	return ledger.Step{From: from, To: to, Day: app.MustDay(day), Who: who}
}

// hazard is a record of the hazard register, ordered and being put right.
func hazard(lang app.Lang) ledger.Entry {
	e := ledger.Entry{ID: hazardID, Ledger: "hazard", Template: 1, Number: "YH-2026-0406", State: ledger.InProgress}
	who := [4]string{"C. Sims", "D. Ortega", "K. Lindqvist", "K. Lindqvist"}
	e.Values = schema.Values{
		"foundOn": "2026-11-13", "source": "inspection", "place": "Stair B, 2nd floor", "category": "fire", "level": "general",
		"description": "Fire door wedged open with a chair, boxes stored in front of it", "foundBy": "C. Sims",
		"department": "Logistics", "responsible": "K. Lindqvist", "deadline": "2026-11-20", "orderNumber": "ZG-2026-0131",
		"measure": "Remove the boxes, repair the closer, put up a sign", "protection": "patrol daily until closed",
		"receivedOn": "2026-11-13", "riskColour": "yellow", "funds": "180", "photosBefore": `["a1","a2"]`,
	}
	if lang == app.Chinese {
		who = [4]string{"沈国梁", "周敏", "陆建平", "陆建平"}
		for name, value := range map[string]string{
			"place": "B 楼梯二层", "description": "常闭式防火门被椅子抵住常开，门前堆放纸箱", "foundBy": "沈国梁", "department": "总务处",
			"responsible": "陆建平", "measure": "清除堆放物，修复闭门器，张贴“保持常闭”标识", "protection": "销号前每日巡查",
		} {
			e.Values[name] = value
		}
	}
	e.Steps = []ledger.Step{
		step("found", "graded", "2026-11-13", who[0]), step("graded", "ordered", "2026-11-13", who[1]),
		step("ordered", "received", "2026-11-13", who[2]), step("received", "in-progress", "2026-11-16", who[3]),
	}
	return e
}

func history(lang app.Lang) []app.History {
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, 11, day, hour, minute, 0, 0, printed.Location())
	}
	who, note := [2]string{"C. Sims", "K. Lindqvist"}, "closer has to be ordered"
	if lang == app.Chinese {
		who, note = [2]string{"沈国梁", "陆建平"}, "闭门器需采购"
	}
	return []app.History{
		{Time: at(13, 9, 12), Who: who[0], Action: "added"},
		{Time: at(13, 9, 40), Who: who[0], Action: "step", From: "found", To: "graded", Fields: []app.FieldChange{{Field: "level", New: "general"}}},
		{Time: at(16, 8, 5), Who: who[1], Action: "changed", Fields: []app.FieldChange{{Field: "deadline", Old: "2026-11-18", New: "2026-11-20"}}, Note: note},
		{Time: at(16, 8, 6), Who: who[1], Action: "step", From: "received", To: "in-progress", Late: true},
	}
}

var hazardTexts = map[app.Lang][][6]string{
	app.English: {
		{"Stair B, 2nd floor", "fire", "Fire door wedged open with a chair, boxes stored in front of it", "K. Lindqvist", "general", "in-progress"},
		{"Canteen kitchen", "food", "Gas hose cracked at the connection and past its two years of use", "M. Oduya", "major", "ordered"},
		{"Sports ground", "sports", "Anchor of the goal rusted through", "P. Novak", "general", "submitted"},
		{"Lab 3", "laboratory", "Cabinet for flammable liquids not locked, log not kept since October", "R. Castellanos", "general", "in-progress"},
		{"East gate", "security", "Emergency barrier leaves a gap of 1.6 m", "C. Sims", "general", "closed"},
		{"Dormitory 2, 4th floor", "electric", "Power strips connected in series, charger under a pillow", "L. Wang", "general", "look-back"},
		{"Bus 3", "bus", "Extinguisher below the green zone; first-aid kit past its date (2026-09)", "T. Mbeki", "general", "void"},
	},
	app.Chinese: {
		{"B 楼梯二层", "fire", "常闭式防火门被椅子抵住常开，门前堆放纸箱", "陆建平", "general", "in-progress"},
		{"食堂热加工间", "food", "燃气软管接口处龟裂，已超过两年使用期限，存在泄漏爆燃风险", "马淑兰", "major", "ordered"},
		{"运动场", "sports", "足球门地锚锈断，推拉时晃动", "彭志远", "general", "submitted"},
		{"实验楼 303", "laboratory", "易燃液体柜未上锁，10 月以来无领用登记（GB 15603-2022）", "任晓燕", "general", "in-progress"},
		{"东门", "security", "防冲撞硬质隔离缺口 1.6 米，未闭合", "沈国梁", "general", "closed"},
		{"2 号宿舍楼四层", "electric", "插线板串接使用，充电器压在枕头下", "王立新", "general", "look-back"},
		{"3 号校车", "bus", "灭火器压力低于绿区；急救包药品过期（2026年9月）", "田野", "general", "void"},
	},
}

// hazards is a register of n entries.
func hazards(lang app.Lang, n int) []ledger.Entry {
	texts := hazardTexts[lang]
	entries := make([]ledger.Entry, n)
	for i := range entries {
		text := texts[i%len(texts)]
		day := app.MustDay("2026-08-20").AddDays(i * 3 % 90)
		entries[i] = ledger.Entry{
			ID: hazardID, Number: "YH-2026-" + string([]byte{'0', '3', byte('0' + i/10%10), byte('0' + i%10)}), State: ledger.State(text[5]),
			Values: schema.Values{
				"foundOn": day.String(), "deadline": day.AddDays(7 + i%30).String(), "place": text[0], "category": text[1], "description": text[2],
				"responsible": text[3], "level": text[4],
			},
		}
	}
	return entries
}

// photo draws a picture of a door for the photo pages.
func photo(t testing.TB, width, height int, tone color.RGBA) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.RGBA{225, 222, 214, 255}
			if x > width/3 && x < width*2/3 && y > height/5 {
				c = tone
			}
			if y > height*9/10 {
				c = color.RGBA{160, 156, 150, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 80}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func photos(t testing.TB, lang app.Lang) []form.Photo {
	captions := [3]string{"Door wedged open, 2026-11-13", "Boxes in front of it", ""}
	if lang == app.Chinese {
		captions = [3]string{"防火门常开，2026年11月13日", "门前堆放纸箱", ""}
	}
	return []form.Photo{
		{Caption: captions[0], JPEG: photo(t, 800, 600, color.RGBA{168, 62, 50, 255})},
		{Caption: captions[1], JPEG: photo(t, 600, 800, color.RGBA{70, 90, 140, 255})},
		{Caption: captions[2], JPEG: photo(t, 800, 600, color.RGBA{60, 120, 70, 255})},
	}
}

// dispute is a restricted record with a small table.
func dispute(lang app.Lang) ledger.Entry {
	e := ledger.Entry{ID: "0d7e1f60-3a52-4c0b-9a77-2f60c5de8b11", Ledger: "dispute", Template: 1, Number: "JF-2026-0007", State: ledger.Closed}
	e.Values = schema.Values{
		"foundOn": "2026-10-09", "source": "parent", "summary": "Injury in a PE lesson, costs of treatment", "parties": "Parents of a pupil of class 5 (2) and the school",
		"facts": "A pupil broke a wrist on the vaulting horse. The parents ask for the costs and an apology. The mat had been moved.", "colour": "yellow",
		"lead": "A. Fischer", "handler": "B. Castellanos", "harm": `["group"]`, "deadline": "2026-11-09", "reportedUp": "true",
		"talks": `[{"day":"2026-10-10","with":"Both parents","content":"Listened; insurance explained"},{"day":"2026-10-21","with":"Father","content":"Accepts the insurance's offer"}]`,
	}
	if lang == app.Chinese {
		for name, value := range map[string]string{
			"summary": "体育课受伤医疗费用争议", "parties": "五（2）班某学生家长与学校", "facts": "学生跳箱时手腕骨折，家长要求承担医疗费并道歉；经查，保护垫曾被移位。",
			"lead": "傅安", "handler": "柯博",
		} {
			e.Values[name] = value
		}
	}
	e.Steps = []ledger.Step{step("found", "graded", "2026-10-09", "傅安"), step("in-progress", "submitted", "2026-10-28", "柯博"), step("submitted", "closed", "2026-11-02", "傅安")}
	return e
}

var recoveryGroups = []string{"K7QM", "2XRD", "94HN", "TC3V", "8WJP", "5FYA", "R6KE", "H2ZB"}

func todayList(lang app.Lang) form.List {
	if lang == app.Chinese {
		return form.List{
			Title: "今日待办", Caption: "2026年11月23日（周一）", Columns: []string{"期限", "事项", "地点", "负责人"},
			Groups: []form.ListGroup{
				{Title: "逾期", Late: []bool{true, true}, Rows: [][]string{{"逾期 3 天", "常闭式防火门被椅子抵住常开 YH-2026-0406", "B 楼梯二层", "陆建平"}, {"逾期 1 天", "回复《关于开展冬季校园消防安全检查的通知》 LW-2026-0058", "", "周敏"}}},
				{Title: "今天", Rows: [][]string{{"今天", "一键式报警测试（11 月）", "东门门卫室", "沈国梁"}}},
				{Title: "本周", Rows: [][]string{{"周五", "消防疏散演练", "全校", "周敏"}}},
			},
		}
	}
	return form.List{
		Title: "Today", Caption: "2026-11-23 (Mon)", Columns: []string{"Due", "What", "Where", "Who"},
		Groups: []form.ListGroup{
			{Title: "Overdue", Late: []bool{true, true}, Rows: [][]string{{"3 days late", "Fire door wedged open with a chair YH-2026-0406", "Stair B, 2nd floor", "K. Lindqvist"}, {"1 day late", "Reply to the notice on winter fire inspections LW-2026-0058", "", "D. Ortega"}}},
			{Title: "Today", Rows: [][]string{{"today", "One-key alarm test (November)", "East gate", "C. Sims"}}},
			{Title: "This week", Rows: [][]string{{"Fri", "Fire drill", "Whole school", "D. Ortega"}}},
		},
	}
}

func cover() form.Cover {
	text := func(en, zh string) app.Text { return app.Text{app.English: en, app.Chinese: zh} }
	return form.Cover{
		Recipient: text("District education bureau, safety section", "区教育局安全管理科"), Period: app.Period{From: app.MustDay("2026-11-01"), To: app.MustDay("2026-11-30")},
		Number: "BS-2026-11-01", Check: "3f9a 0c71 be42 77d0",
		Figures: []form.Figure{
			{Label: text("Hazards found", "排查隐患"), Value: 12},
			{Label: text("Closed", "已销号"), Value: 9},
			{Label: text("Overdue", "逾期"), Value: 2, Alert: true},
			{Label: text("Major", "重大隐患"), Value: 1},
			{Label: text("Drills", "演练次数"), Value: 2},
			{Label: text("Alarm tests", "报警测试"), Value: 1},
		},
		Contents: []form.Content{
			{What: text("Hazard register", "隐患排查整改台账"), File: "forms/hazard.pdf", Count: 12},
			{What: text("Rectification orders", "安全隐患整改通知书"), File: "forms/orders.pdf", Count: 8},
			{What: text("One-key alarm tests", "一键式报警测试台账"), File: "forms/alarm-test.pdf", Count: 1},
			{What: text("Workbook of figures", "汇总表"), File: "summary.xlsx", Count: 1},
			{What: text("Photos before and after", "整改前后照片"), File: "attachments/", Count: 24},
		},
	}
}
