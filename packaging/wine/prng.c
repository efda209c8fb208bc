/* The one function of bcryptprimitives.dll that Go programs need and that older
 * Wine lacks. For packaging/wine.sh only: it is never shipped. SystemFunction036 is
 * the name under which Windows gives RtlGenRandom, and Wine the kernel's own source
 * of random numbers. */
#include <windows.h>

BOOLEAN WINAPI SystemFunction036(PVOID buffer, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length)
{
	while (length > 0) {
		ULONG part = length < 0x10000 ? (ULONG)length : 0x10000;
		if (!SystemFunction036(data, part))
			return FALSE;
		data += part;
		length -= part;
	}
	return TRUE;
}
