package print_test

import (
	"bytes"
	"image/color"
	"testing"

	"pgregory.net/rapid"

	"campuskeeper/app/form"
	"campuskeeper/app/print"
)

// Any document, however odd, becomes a PDF, and its pages can be drawn.
func TestAnythingCanBePrinted(t *testing.T) {
	jpeg := photo(t, 40, 30, color.RGBA{1, 2, 3, 255})
	p := newPrinter(t)
	rapid.Check(t, func(t *rapid.T) {
		doc := form.Document{
			Title: anyText(t), Number: anyText(t), Landscape: rapid.Bool().Draw(t, "landscape"), Slips: rapid.Bool().Draw(t, "slips"),
			Blocks: anyBlocks(t, jpeg, 2), Foot: form.Foot{Left: anyText(t), Page: anyLabel(t)},
		}
		pages, err := p.Layout(doc)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := pages.PDF(&b, print.Meta{Author: anyText(t), Created: printed}); err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(b.Bytes(), []byte("%PDF-")) || pages.Len() < 1 {
			t.Fatal("no PDF")
		}
		pages.Image(rapid.IntRange(-1, pages.Len()).Draw(t, "page"), 24)
	})
}

func anyText(t *rapid.T) string {
	return rapid.OneOf(
		rapid.String(),
		rapid.SampledFrom([]string{"", "隐患排查整改台账", "a\x00b\xff", "😀𬭚", "line\nline\n", "（（（（。。。。", "  ", "\t", "page {page} of {pages}"}),
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 40), func(b []byte) string { return string(b) }),
		rapid.StringN(100, 3000, -1),
	).Draw(t, "text")
}

func anyLabel(t *rapid.T) form.Label { return form.Label{Main: anyText(t), Also: anyText(t)} }

func anyMany[T any](t *rapid.T, most int, one func() T) []T {
	items := make([]T, rapid.IntRange(0, most).Draw(t, "count"))
	for i := range items {
		items[i] = one()
	}
	return items
}

func anyBlocks(t *rapid.T, jpeg []byte, depth int) []form.Block {
	return anyMany(t, 4, func() form.Block { return anyBlock(t, jpeg, depth) })
}

func anyCheck(t *rapid.T) form.Check {
	return form.Check{Text: anyLabel(t), On: rapid.Bool().Draw(t, "on")}
}

func anyBlock(t *rapid.T, jpeg []byte, depth int) form.Block {
	small := rapid.IntRange(-2, 40)
	blocks := []func() form.Block{
		func() form.Block {
			return form.Letterhead{School: anyText(t), Title: anyLabel(t), Caption: anyText(t), NumberLabel: anyLabel(t), Number: anyText(t), Code: anyText(t), Mark: anyLabel(t)}
		},
		func() form.Block {
			return form.Heading{Text: anyLabel(t), Aside: anyLabel(t), Value: anyText(t), Minor: rapid.Bool().Draw(t, "minor")}
		},
		func() form.Block { return form.Paragraph{Text: anyLabel(t), Muted: rapid.Bool().Draw(t, "muted")} },
		func() form.Block {
			return form.Fields{Columns: rapid.IntRange(-1, 5).Draw(t, "columns"), Dense: rapid.Bool().Draw(t, "dense"), Items: anyMany(t, 6, func() form.Field {
				return form.Field{
					Label: anyLabel(t), Value: anyText(t), Wide: rapid.Bool().Draw(t, "wide"), Lines: small.Draw(t, "lines"),
					Choices: anyMany(t, 3, func() form.Check { return anyCheck(t) }),
				}
			})}
		},
		func() form.Block { return anyTable(t) },
		func() form.Block {
			return form.Checks{Label: anyLabel(t), Items: anyMany(t, 5, func() form.Check { return anyCheck(t) }), Blank: anyLabel(t), Value: anyText(t)}
		},
		func() form.Block {
			return form.Ruled{Label: anyLabel(t), Text: anyText(t), Lines: small.Draw(t, "lines")}
		},
		func() form.Block {
			return form.Signatures{Seal: anyLabel(t), Lines: anyMany(t, 7, func() form.Signature {
				return form.Signature{Label: anyLabel(t), Value: anyText(t), Share: rapid.Float64Range(-1, 9).Draw(t, "share")}
			})}
		},
		func() form.Block { return form.Tear{Text: anyLabel(t)} },
		func() form.Block {
			return form.Photos{Items: anyMany(t, 5, func() form.Photo { return form.Photo{Caption: anyText(t), JPEG: jpeg} })}
		},
		func() form.Block {
			return form.Tiles{Items: anyMany(t, 9, func() form.Tile { return form.Tile{Label: anyLabel(t), Value: anyText(t), Tone: form.Alert} })}
		},
		func() form.Block {
			return form.Stations{Items: anyMany(t, 20, func() form.Station {
				return form.Station{Text: anyLabel(t), Day: anyText(t), Who: anyText(t), Done: rapid.Bool().Draw(t, "done")}
			})}
		},
		func() form.Block { return form.Codes{Groups: anyMany(t, 9, func() string { return anyText(t) })} },
		func() form.Block { return form.PageBreak{} },
		func() form.Block {
			return form.Ticks{Columns: rapid.IntRange(-1, 5).Draw(t, "columns"), Items: anyMany(t, 9, func() form.Check { return anyCheck(t) })}
		},
		func() form.Block {
			return form.Timeline{Unit: anyLabel(t), Items: anyMany(t, 9, func() form.Moment {
				return form.Moment{Text: anyLabel(t), Seconds: rapid.IntRange(-100, 1e6).Draw(t, "seconds"), Tone: form.Tone(rapid.IntRange(0, 3).Draw(t, "tone"))}
			})}
		},
		func() form.Block { return anyChart(t) },
		func() form.Block {
			return form.CardHead{School: anyText(t), Title: anyLabel(t), Caption: anyText(t), Code: anyText(t)}
		},
	}
	if depth > 0 {
		blocks = append(blocks,
			func() form.Block {
				return form.Cards{Items: anyMany(t, 6, func() []form.Block { return anyBlocks(t, jpeg, depth-1) })}
			},
			func() form.Block { return form.Keep{Blocks: anyBlocks(t, jpeg, depth-1)} },
			func() form.Block {
				return form.Halves{Top: anyBlocks(t, jpeg, depth-1), Bottom: anyBlocks(t, jpeg, depth-1), Cut: anyLabel(t)}
			})
	}
	return blocks[rapid.IntRange(0, len(blocks)-1).Draw(t, "kind")]()
}

func anyChart(t *rapid.T) form.Chart {
	value := rapid.Float64Range(-10, 1e7)
	return form.Chart{
		Title: anyLabel(t), Bars: rapid.Bool().Draw(t, "bars"), Clock: rapid.Bool().Draw(t, "clock"),
		Target: form.Target{Label: anyLabel(t), Value: value.Draw(t, "target")},
		Items: anyMany(t, 30, func() form.ChartItem {
			return form.ChartItem{Text: anyText(t), Value: value.Draw(t, "value"), Tone: form.Tone(rapid.IntRange(0, 3).Draw(t, "tone"))}
		}),
	}
}

func anyTable(t *rapid.T) form.Table {
	return form.Table{
		Merge: rapid.Bool().Draw(t, "merge"), Dense: rapid.Bool().Draw(t, "dense"), Grid: rapid.Bool().Draw(t, "grid"),
		Columns: anyMany(t, 12, func() form.Column {
			return form.Column{Head: anyLabel(t), Width: rapid.Float64Range(-1, 5).Draw(t, "width"), Align: form.Align(rapid.IntRange(0, 2).Draw(t, "align"))}
		}),
		Rows: anyMany(t, 8, func() form.Row {
			if rapid.IntRange(0, 5).Draw(t, "band") == 0 {
				return form.Row{Band: anyLabel(t)}
			}
			return form.Row{Height: rapid.Float64Range(-1, 80).Draw(t, "height"), Cells: anyMany(t, 13, func() form.Cell {
				return form.Cell{Text: anyText(t), Tone: form.Tone(rapid.IntRange(0, 3).Draw(t, "tone")), Checks: anyMany(t, 2, func() form.Check { return anyCheck(t) })}
			})}
		}),
	}
}
