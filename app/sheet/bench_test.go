package sheet

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"
)

// bigBook writes a workbook of a hazard ledger with so many rows.
func bigBook(b *testing.B, rows int) []byte {
	b.Helper()
	file := excelize.NewFile()
	out, err := file.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	day, err := file.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		b.Fatal(err)
	}
	if err := out.SetRow("A1", []any{"序号", "检查日期", "隐患部位", "存在问题", "隐患类别", "隐患级别", "责任人", "整改期限", "完成日期", "整改措施", "整改状态", "备注"}); err != nil {
		b.Fatal(err)
	}
	places := []string{"食堂操作间", "东大门", "1号宿舍楼", "校车停靠区", "实验室"}
	states := []string{"已整改", "整改中", "已销号", "待复查"}
	for i := range rows {
		serial := 46000 + i%300
		err := out.SetRow(fmt.Sprintf("A%d", i+2), []any{
			i + 1,
			excelize.Cell{StyleID: day, Value: serial},
			places[i%5], fmt.Sprintf("第%d处：燃气软管老化，超过两年未更换，须立即整改", i),
			"消防安全", "一般", fmt.Sprintf("责任人%d", i%200),
			excelize.Cell{StyleID: day, Value: serial + 7},
			"2026/12/30",
			fmt.Sprintf("更换软管并检测气密性，留存照片%d", i), states[i%4], "无",
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := out.Flush(); err != nil {
		b.Fatal(err)
	}
	var data bytes.Buffer
	if err := file.Write(&data); err != nil {
		b.Fatal(err)
	}
	return data.Bytes()
}

// BenchmarkImport reads, maps and checks a workbook of 100,000 rows, beside excelize
// which merely reads it: as it shows the cells, and as they are stored. The budget
// is one and a half times the first.
func BenchmarkImport(b *testing.B) {
	const rows = 100_000
	data := bigBook(b, rows)
	im := importer(b)
	for _, raw := range []bool{false, true} {
		b.Run(fmt.Sprintf("excelize reads, raw %v", raw), func(b *testing.B) {
			for b.Loop() {
				file, err := excelize.OpenReader(bytes.NewReader(data))
				if err != nil {
					b.Fatal(err)
				}
				list, err := file.GetRows("Sheet1", excelize.Options{RawCellValue: raw})
				if err != nil || len(list) != rows+1 {
					b.Fatal(len(list), err)
				}
				if err := file.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("parse, map and check", func(b *testing.B) {
		for b.Loop() {
			book, err := Open(context.Background(), "x.xlsx", data, nil)
			if err != nil {
				b.Fatal(err)
			}
			plan, err := im.Read(context.Background(), book, "hazard", Mapping{}, nil)
			if err != nil || len(plan.Rows) != rows || plan.Err() != nil {
				b.Fatal(len(plan.Rows), err, len(plan.Misfits))
			}
		}
	})
}
