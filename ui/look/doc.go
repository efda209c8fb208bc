// Package look is how the window looks: the colours by role, the sizes, the type,
// the icons and the shapes of state, and the theme that gives them to Fyne.
//
// Screens and widgets never write a colour, a size or an icon file: they ask
// Color, Px, Icon and Mark. All four answer for the theme that is set now, so a
// widget asks again in its Refresh and follows a change of theme or text size.
//
// Allowed imports: Fyne (not its app and driver packages) and assets/icons.
package look
