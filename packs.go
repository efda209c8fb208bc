package main

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
	"campuskeeper/app/reminder"
	"campuskeeper/assets"
)

// pack is a rule pack as far as this program reads it.
type pack struct {
	days     calendar.Pack      // as the file says, without the school's own days
	calendar *calendar.Calendar // with them
	rules    reminder.Rules     // as the file says until of chooses those of a school
	since    app.Day            // from when the school is kept here
}

// of returns the pack as it holds for one school.
func (p pack) of(school app.School, own calendar.Own) (pack, error) {
	days, err := calendar.New(p.days.With(own))
	return pack{p.days, days, p.rules.For(school), school.Since}, err
}

// readPack reads a rule pack by its name; "us-tx" takes "us" where a state has no
// calendar of its own. One without drill rules may be chosen, too.
func readPack(name string) (pack, error) {
	file, err := fs.ReadFile(assets.Packs(), name+".json")
	if err != nil {
		general, _, _ := strings.Cut(name, "-")
		if file, err = fs.ReadFile(assets.Packs(), general+".json"); err != nil {
			return pack{}, app.Errorf(app.CodeInvalid, "cli.pack", "pack", name, "packs", strings.Join(packNames(), ", "))
		}
	}
	p := pack{}
	if p.days, err = calendar.ReadPack(file); err != nil {
		return pack{}, err
	}
	if p.calendar, err = calendar.New(p.days); err != nil {
		return pack{}, err
	}
	if p.rules, err = reminder.ReadRules(file); err != nil {
		return pack{}, err
	}
	rules, err := drillRules(name)
	if err != nil {
		return pack{}, err
	}
	kinds, err := drillKinds()
	p.rules = p.rules.Without(func(kind string) bool { return rules.Ask(kinds, kind) }) // they remind of it themselves
	p.rules.Duties = append(p.rules.Duties, p.uploads(rules)...)
	return p, err
}

// uploads are the days on which the log of drills is handed in, as duties that recur.
func (p pack) uploads(rules drill.Rules) []reminder.DutyRule {
	day := app.Day{Year: 2000, Month: time.January, Dom: 1} // of any leap year: days recur
	var duties []reminder.DutyRule
	for _, u := range (drill.Question{Rules: rules}).Uploads(app.Period{From: day, To: day.AddDays(365)}) {
		duties = append(duties, reminder.DutyRule{
			Rule: u.Rule.ID + " " + u.Day.String()[len("2000-"):], Kind: reminder.Duty, Title: u.Rule.UploadTitle,
			When:  calendar.Recurrence{Every: calendar.EveryYear, Month: u.Day.Month, Dom: u.Day.Dom},
			Steps: p.rules.Drills.Needs, Grace: uploadGrace,
			Source: calendar.Source{Citation: u.Rule.Citation.In(app.English), Confidence: u.Rule.Confidence},
		})
	}
	return duties
}

// uploadGrace is for how many days a log that was not handed in is still asked for.
const uploadGrace = 30

// packTitle is a pack as it is offered: a calendar, or the drill rules of a place
// within the country of a calendar.
type packTitle struct {
	name  string
	title app.Text
}

// packTitles lists the packs that a school can choose, a country before its places.
func packTitles() ([]packTitle, error) {
	files, err := fs.Glob(assets.Packs(), "*.json")
	if err != nil {
		return nil, err
	}
	countries := map[string]app.Text{}
	for _, file := range files {
		text, err := fs.ReadFile(assets.Packs(), file)
		if err != nil {
			return nil, err
		}
		var named struct {
			Title app.Text `json:"title"`
		}
		if err := json.Unmarshal(text, &named); err != nil {
			return nil, err
		}
		countries[strings.TrimSuffix(file, ".json")] = named.Title
	}
	places, err := drill.Packs(assets.DrillRules())
	if err != nil {
		return nil, err
	}
	list := make([]packTitle, 0, len(countries)+len(places))
	for name, title := range countries {
		list = append(list, packTitle{name, title})
	}
	for _, place := range places {
		general, _, _ := strings.Cut(place.Name, "-")
		country, known := countries[general]
		if _, itself := countries[place.Name]; itself || !known {
			continue
		}
		list = append(list, packTitle{place.Name, app.Text{
			app.English: country.In(app.English) + ": " + place.Title.In(app.English),
			app.Chinese: country.In(app.Chinese) + place.Title.In(app.Chinese),
		}})
	}
	slices.SortFunc(list, func(a, b packTitle) int { return strings.Compare(a.name, b.name) })
	return list, nil
}

// packNames lists the names of the packs that a school can choose.
func packNames() []string {
	titles, err := packTitles()
	if err != nil {
		return nil // the embedded files are read by a test
	}
	names := make([]string, len(titles))
	for i, t := range titles {
		names[i] = t.name
	}
	return names
}
