/* Stands in, under Wine only, for Windows' own bcryptprimitives.dll: the reader of
   workbooks asks it for random numbers, for its tables in memory. */

#include <windows.h>
#include <ntsecapi.h>

#define EXPORT __declspec(dllexport)

EXPORT const char never_ship[] = "HOTSPOT WINE STAND-IN";

EXPORT BOOL ProcessPrng(PBYTE data, SIZE_T length)
{
    return RtlGenRandom(data, (ULONG)length);
}
