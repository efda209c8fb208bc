//go:build !windows

package desktop

// UserLanguage is Windows' answer; elsewhere the environment names the language.
func UserLanguage() string { return "" }

// UserDocuments is Windows' answer; elsewhere the folder lies in the user's home.
func UserDocuments() string { return "" }
