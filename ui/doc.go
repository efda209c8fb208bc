// Package ui is the window of CampusKeeper, drawn with Fyne. This folder holds no
// code; each folder below it is one room.
//
//	look      theme, colours by role, sizes, icons, shapes of state
//	words     every message in the chosen language
//	task      all work beside the window
//	widgets   the parts that screens are made of
//	shell     window, navigation, menu, search everywhere, status line
//	desktop   notices, printing, opening files, single instance, input method
//	choose    asks for a file, a place to save, a folder
//	welcome today ledgers reports settings …   one folder per screen
//
// Conventions, the same in each room:
//
//   - A screen is a type in its folder, made by New(deps); it declares the small
//     interfaces that it needs and imports no other screen. main plugs it into the
//     shell (shell.Screen).
//   - It shows flat rows of text that were made beside the window by task.Run or
//     task.Latest. Only ui/task starts goroutines; widgets are touched on the
//     window's goroutine only.
//   - No word stands in the source: book.T("area.key", "name", value). On
//     book.Listen a screen writes its words anew; what was typed stays.
//   - No colour, size or icon file stands in the source: look.Color, look.Px,
//     look.Icon, look.Mark, and the parts of ui/widgets, which follow the theme.
//   - One widgets.Main button on a screen. A button that is not possible is refused
//     with its reason, and the screen shows the reason.
//   - Dialogs are widgets.Dialog, Confirm, Tell and TellError: Escape cancels, Enter
//     is the safe answer, the focus is inside. Shortcuts are menu items only.
//   - Nothing imports fyne.io/fyne/v2/app or driver/glfw: main does. So every room is
//     tested with Fyne's test driver, without a display.
//   - Tests make their app with test.NewTempApp, set the theme of ui/look with the
//     fonts of assets/fonts, run work on task.New(queue.Do, …) and drain the queue.
package ui
